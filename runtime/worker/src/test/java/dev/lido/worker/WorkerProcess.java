package dev.lido.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A worker in a process of its own, which has this test's classes. */
final class WorkerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int port = freePort();
  private final int healthPort = freePort();
  private final Path output;
  private final Process process;

  WorkerProcess(Path dir, Map<String, String> variables, String... jvmOptions) throws IOException {
    output = Files.createTempFile(dir, "worker", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), WorkerMain.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LIDO_"));
    builder.environment().putAll(defaults());
    builder.environment().putAll(variables);
    process = builder.start();
  }

  private Map<String, String> defaults() {
    return Map.of(
        "LIDO_NAMESPACE", "default",
        "LIDO_POOL", "thumbnails",
        "LIDO_PARTITION", "0",
        "LIDO_WORKER", "worker-1",
        "LIDO_ADDRESS", "127.0.0.1",
        "LIDO_PORT", Integer.toString(port),
        "LIDO_HEALTH_PORT", Integer.toString(healthPort),
        "LIDO_MAX_CONCURRENCY", "5",
        "LIDO_DRAIN_TIMEOUT", "20s",
        "LIDO_TLS", "plaintext");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WorkerProcess awaitReady() {
    Awaitility.await().atMost(PATIENCE).until(() -> output().contains("is ready on"));
    return this;
  }

  TestCaller connect() {
    TestCaller caller = TestCaller.silent("127.0.0.1", port);
    caller.hello("thumbnails");
    return caller;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  void terminate() {
    process.destroy();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the worker does not end; its output:\n" + output());
    }
    return process.exitValue();
  }

  String output() {
    try {
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
