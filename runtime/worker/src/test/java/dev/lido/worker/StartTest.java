package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Becoming ready, being so, and what stands against it. */
class StartTest {

  private static final AtomicReference<Gate> GATE = new AtomicReference<>(new Gate());

  private final Gate gate = new Gate();
  private Worker worker = new Worker(config().build());

  @AfterEach
  void close() {
    gate.open();
    worker.close();
  }

  @Test
  void shouldBeAliveAndReadyOnceStarted() throws Exception {
    worker.start();

    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").body()).isEqualTo("ready\n");
    assertThat(get("/else").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldBeAliveButNotReadyInADrain() throws Exception {
    worker.start().drain();

    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("draining\n");
  }

  @Test
  void shouldBeAliveButNotReadyWhileAnInitialiserRuns(@TempDir Path dir) throws Exception {
    GATE.set(gate);
    worker = new Worker(config().classLoader(initializedBy(Waits.class, dir)).build());
    CompletableFuture<Worker> started = CompletableFuture.supplyAsync(worker::start);
    gate.awaitInside(1);

    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").body()).isEqualTo("starting\n");
    try (TestCaller early = TestCaller.silent("127.0.0.1", worker.port())) {
      early.hello("thumbnails");
      assertThat(early.over().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
    gate.open();
    started.get(20, TimeUnit.SECONDS);
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldNotStartWhenAnInitialiserFails(@TempDir Path dir) throws Exception {
    worker = new Worker(config().classLoader(initializedBy(Fails.class, dir)).build());

    assertThatThrownBy(worker::start)
        .isInstanceOf(WorkerStartException.class)
        .hasMessageContaining("no model")
        .hasRootCauseInstanceOf(IOException.class);
    worker.awaitClosed();
  }

  @Test
  void shouldSayWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      worker = new Worker(config().port(port).build());
      assertThatThrownBy(worker::start)
          .isInstanceOf(CannotListenException.class)
          .hasMessageContaining("port %d (wire): Address already in use", port);

      worker = new Worker(config().healthPort(port).build());
      assertThatThrownBy(worker::start)
          .isInstanceOf(CannotListenException.class)
          .hasMessageContaining("port %d (health): Address already in use", port);
    }
  }

  @Test
  void shouldRefuseTheCallerOfAnotherPool() throws Exception {
    worker.start();

    try (TestCaller caller = TestCaller.silent("127.0.0.1", worker.port())) {
      caller.hello("letters");
      assertThat(caller.over().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
      assertThat(caller.over().getDescription()).contains("is not of pool default/letters");
    }
  }

  @Test
  void shouldRefuseACallerThatSaysNoHello() throws Exception {
    worker.start();

    try (TestCaller caller = TestCaller.silent("127.0.0.1", worker.port())) {
      caller.waiting(true);
      assertThat(caller.over().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    }
  }

  @Test
  void shouldCutItsStreamsWhenClosed() throws Exception {
    worker.start();
    try (TestCaller caller = TestCaller.connect(worker)) {
      caller.place(gate::pass);
      gate.awaitInside(1);

      worker.close();

      assertThat(caller.over().isOk()).isFalse();
      gate.awaitInside(0);
      Awaitility.await().until(() -> worker.taken() == 0);
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + worker.healthPort() + path);
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static WorkerConfig.Builder config() {
    return WorkerConfig.builder(new WorkerIdentity("default", "thumbnails", 0, "worker-1"));
  }

  /** A class loader whose service files name that initialiser. */
  private static ClassLoader initializedBy(Class<?> initializer, Path dir) throws IOException {
    Path services = Files.createDirectories(dir.resolve("META-INF/services"));
    Files.writeString(services.resolve(WorkerInitializer.class.getName()), initializer.getName());
    return new URLClassLoader(new URL[] {dir.toUri().toURL()}, StartTest.class.getClassLoader());
  }

  /** Waits at the gate. */
  public static final class Waits implements WorkerInitializer {
    @Override
    public void initialize() throws Exception {
      GATE.get().pass();
    }
  }

  /** Fails. */
  public static final class Fails implements WorkerInitializer {
    @Override
    public void initialize() throws Exception {
      throw new IOException("no model");
    }
  }
}
