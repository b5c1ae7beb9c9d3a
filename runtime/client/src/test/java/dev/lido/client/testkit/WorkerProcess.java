package dev.lido.client.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A worker of {@link TestWorkers#POOL} in a process of its own, as a pod runs it. */
public final class WorkerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int port = freePort();
  private final int healthPort = freePort();
  private final Path output;
  private final Process process;

  /**
   * Starts it.
   *
   * @param name the worker's name
   * @param dir where its output goes
   * @param first folders that go before the tests' own class path
   * @param variables its environment, beside what the operator sets
   */
  public WorkerProcess(String name, Path dir, List<Path> first, Map<String, String> variables)
      throws IOException {
    output = Files.createTempFile(dir, name, ".log");
    StringBuilder classPath = new StringBuilder();
    first.forEach(folder -> classPath.append(folder).append(File.pathSeparatorChar));
    classPath.append(System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classPath.toString(),
                WorkerMain.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("LIDO_"));
    builder.environment().putAll(defaults(name));
    builder.environment().putAll(variables);
    process = builder.start();
  }

  private Map<String, String> defaults(String name) {
    return Map.of(
        "LIDO_NAMESPACE",
        TestWorkers.POOL.namespace(),
        "LIDO_POOL",
        TestWorkers.POOL.name(),
        "LIDO_PARTITION",
        "0",
        "LIDO_WORKER",
        name,
        "LIDO_ADDRESS",
        "127.0.0.1",
        "LIDO_PORT",
        Integer.toString(port),
        "LIDO_HEALTH_PORT",
        Integer.toString(healthPort),
        "LIDO_MAX_CONCURRENCY",
        "5",
        "LIDO_DRAIN_TIMEOUT",
        "20s",
        "LIDO_TLS",
        "plaintext");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public WorkerProcess awaitReady() {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> output().contains("is ready on") || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("the worker has ended; its output:\n" + output());
    }
    return this;
  }

  public WorkerAddress address() {
    return new WorkerAddress("127.0.0.1", port);
  }

  public int healthPort() {
    return healthPort;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the worker does not end; its output:\n" + output());
    }
    return process.exitValue();
  }

  public Path outputFile() {
    return output;
  }

  public String output() {
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
