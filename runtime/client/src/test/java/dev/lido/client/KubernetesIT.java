package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.lido.client.testkit.FakeCluster;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.worker.Worker;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesIT {

  private final TestWorkers workers = TestWorkers.unknown();

  @AfterEach
  void close() {
    workers.close();
  }

  private Worker worker(int partition) {
    return workers.start(TestWorkers.POOL.name(), partition, 0, 5);
  }

  @Test
  void shouldFindThePoolAndItsWorkers() {
    try (FakeCluster cluster = new FakeCluster(0);
        KubernetesClient client = cluster.client()) {
      cluster.declare(2);
      cluster.list(worker(0), true);
      cluster.list(worker(1), true);
      cluster.list(worker(1), false);
      try (Pools pools = Pools.builder().client(client).namespace("default").connect()) {
        Pool pool = pools.pool("test");
        assertThat(pool.<Integer>call(() -> 42)).isEqualTo(42);
        assertThat(pool.members()).hasSize(2);
        assertThat(pool.partition(1).<Integer>call(() -> 43)).isEqualTo(43);
        cluster.list(worker(1), true);
        await().untilAsserted(() -> assertThat(pool.members()).hasSize(3));
        assertThatThrownBy(() -> pools.pool("nonesuch").call(() -> 1))
            .isInstanceOf(PoolNotFoundException.class)
            .hasMessageContaining("default/nonesuch");
        assertThatThrownBy(() -> pools.pool("Not a name"))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("'Not a name' is no name of a pool: write at most 40");
      }
    }
  }

  @Test
  void shouldGoOnWithoutTheApiServerAndHearOfNewWorkersWhenItIsBack() {
    FakeCluster first = new FakeCluster(0);
    int port = first.port();
    first.declare(1);
    Worker worker = worker(0);
    first.list(worker, true);
    try (KubernetesClient client = first.client();
        Pools pools = Pools.builder().client(client).namespace("default").connect()) {
      Pool pool = pools.pool("test");
      assertThat(pool.<Integer>call(() -> 1)).isEqualTo(1);
      first.close();
      for (int i = 0; i < 100; i++) {
        int value = i;
        assertThat(pool.<Integer>call(() -> value)).isEqualTo(value);
      }
      try (FakeCluster second = new FakeCluster(port)) {
        second.declare(1);
        second.list(worker, true);
        second.list(worker(0), true);
        await()
            .atMost(Duration.ofSeconds(40))
            .untilAsserted(() -> assertThat(pool.members()).hasSize(2));
        assertThat(pool.<Integer>call(() -> 2)).isEqualTo(2);
      }
    }
  }

  @Test
  void shouldSayThatTheApiServerDoesNotAnswer() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (KubernetesClient client = client(port)) {
      assertThatThrownBy(() -> Pools.connect(client))
          .isInstanceOf(PoolConnectException.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("KUBECONFIG");
    }
  }

  @Test
  void shouldSayThatTheApiServerIsSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0);
        KubernetesClient client = client(silent.getLocalPort())) {
      assertThatThrownBy(
              () -> Pools.builder().client(client).connectTimeout(Duration.ofMillis(500)).connect())
          .isInstanceOf(PoolConnectException.class)
          .hasMessageContaining("500 ms");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | AccessDeniedException | does not accept this caller's credentials
          403 | AccessDeniedException | endpointslices
          404 | PoolNotFoundException | install Lido's CRD
          410 | PoolConnectException  | answers, but refuses for now (status 410
          429 | PoolConnectException  | answers, but refuses for now (status 429
          503 | PoolConnectException  | answers, but refuses for now (status 503
          """)
  void shouldSayWhatTheApiServerAnswers(int status, String exception, String says)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try (KubernetesClient client = client(server.getAddress().getPort());
        Pools pools =
            Pools.builder().client(client).connectTimeout(Duration.ofSeconds(1)).connect()) {
      assertThatThrownBy(() -> pools.pool("test").call(() -> 1))
          .hasMessageContaining(says)
          .extracting(failure -> failure.getClass().getSimpleName())
          .isEqualTo(exception);
    } finally {
      server.stop(0);
    }
  }

  private static KubernetesClient client(int port) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl("http://127.0.0.1:" + port)
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  @Test
  void shouldConnectByAKubeconfig(@TempDir Path directory) throws IOException {
    try (FakeCluster cluster = new FakeCluster(0)) {
      cluster.declare(1);
      cluster.list(worker(0), true);
      Path kubeconfig = directory.resolve("kubeconfig");
      Files.writeString(kubeconfig, cluster.kubeconfig());
      String before = System.setProperty("kubeconfig", kubeconfig.toString());
      try (Pools pools = Pools.connect()) {
        Pool pool = pools.pool("test");
        assertThat(pool.namespace()).isEqualTo("default");
        assertThat(pool.<Integer>call(() -> 42)).isEqualTo(42);
      } finally {
        restore(before);
      }
    }
  }

  private static void restore(@Nullable String before) {
    if (before == null) {
      System.clearProperty("kubeconfig");
    } else {
      System.setProperty("kubeconfig", before);
    }
  }

  @Test
  void shouldSayThatTheConfigurationCannotBeRead(@TempDir Path directory) throws IOException {
    Path broken = directory.resolve("broken");
    Files.writeString(broken, "current-context: [");
    String before = System.setProperty("kubeconfig", broken.toString());
    try {
      assertThatThrownBy(Pools::connect)
          .isInstanceOf(PoolConnectException.class)
          .hasMessageContaining("broken");
    } finally {
      restore(before);
    }
  }

  @Test
  void shouldSayWhatToSetWhereThereIsNoConfiguration() {
    String before = System.setProperty("kubeconfig", "/nonexistent/kubeconfig");
    try {
      assertThatThrownBy(Pools::connect)
          .isInstanceOf(PoolConnectException.class)
          .hasMessageContaining("/nonexistent/kubeconfig")
          .hasMessageContaining("set KUBECONFIG");
    } finally {
      restore(before);
    }
  }
}
