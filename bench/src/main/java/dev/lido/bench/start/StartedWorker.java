package dev.lido.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A worker process. */
final class StartedWorker implements AutoCloseable {

  private static final String POOL = "bench";

  private final int port = freePort();
  private final Process process;
  private final long begin = System.nanoTime();

  /**
   * Starts the process.
   *
   * @param log gets what it writes
   */
  StartedWorker(List<String> command, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "LIDO_NAMESPACE", "default",
                "LIDO_POOL", POOL,
                "LIDO_PARTITION", "0",
                "LIDO_WORKER", "bench",
                "LIDO_ADDRESS", "127.0.0.1",
                "LIDO_PORT", Integer.toString(port),
                "LIDO_HEALTH_PORT", Integer.toString(freePort()),
                "LIDO_MAX_CONCURRENCY", "5",
                "LIDO_DRAIN_TIMEOUT", "1s",
                "LIDO_TLS", "plaintext"));
    process = builder.start();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the answer to its first call; returns the milliseconds from its start. */
  double awaitAnswer() throws Exception {
    FirstCall.await(POOL, port);
    return (System.nanoTime() - begin) / 1e6;
  }

  /** Returns the processor time that it has taken until now. */
  double cpuMillis() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
  }

  /** Returns its resident memory; NaN where the system does not tell as Linux does. */
  double residentMiB() {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
