package dev.lido.cli.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.cli.apiserver.ApiServer;
import dev.lido.cli.cluster.Home;
import dev.lido.cli.cluster.TestPool;
import dev.lido.client.Pool;
import dev.lido.client.Pools;
import dev.lido.operator.LidoOperator;
import dev.lido.protocol.task.Task;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers on a system that has one loopback address: they have ports of their own instead. */
class SharedAddressIT {

  /** The workers' class path has the tests' classes alone. */
  private static final class Work {

    private static Task<Long> pid() {
      return () -> ProcessHandle.current().pid();
    }
  }

  @TempDir private Path directory;
  private final ApiServer server = new ApiServer(0);
  private KubernetesClient client;
  private LocalKubelet kubelet;
  private LidoOperator operator;

  @BeforeEach
  void start() {
    server.start();
    client = new KubernetesClientBuilder().withConfig(server.config()).build();
    List<Path> classes = List.of(Path.of("target/test-classes").toAbsolutePath());
    kubelet =
        new LocalKubelet(
            client,
            new KubeletOptions(
                KubeletOptions.NODE, Optional.empty(), Home.find(), classes, directory),
            new Addresses(false));
    operator = new LidoOperator(client);
    kubelet.start();
    operator.start();
  }

  @AfterEach
  void stop() {
    kubelet.close();
    operator.close();
    client.close();
    server.close();
  }

  @Test
  void shouldRunCallAndRemoveWorkers() {
    // Given
    TestPool declared = new TestPool(client, "default", "demo").create(4).awaitReady(4);
    assertThat(declared.pods()).allMatch(pod -> pod.getStatus().getPodIP().equals("127.0.0.1"));

    // When
    Set<Long> called = new HashSet<>();
    try (Pools pools = Pools.connect(client)) {
      Pool pool = pools.pool("demo");
      await()
          .until(
              () -> {
                called.add(pool.call(Work.pid()));
                return called.size() == 4;
              });
    }
    declared.resource().scale(2);

    // Then
    declared.awaitReady(2);
    assertThat(called).containsAll(declared.pids());
  }
}
