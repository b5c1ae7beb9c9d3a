package dev.lido.bench.start;

import dev.lido.bench.process.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A worker process. */
final class StartedWorker implements AutoCloseable {

  private static final String POOL = "bench";
  private static final int PAUSE_MILLIS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int port = Ports.take();
  private final Path log;
  private final Process process;
  private final long begin = System.nanoTime();

  /**
   * Starts the process.
   *
   * @param log gets what it writes
   */
  StartedWorker(List<String> command, Path log) throws IOException {
    this.log = log;
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
                "LIDO_HEALTH_PORT", Integer.toString(Ports.take()),
                "LIDO_MAX_CONCURRENCY", "5",
                "LIDO_DRAIN_TIMEOUT", "1s",
                "LIDO_TLS", "plaintext"));
    process = builder.start();
  }

  /**
   * Waits for the answer to its first call; returns the milliseconds from its start.
   *
   * @throws IOException if it ends, or does not answer; the message has the last lines of its log
   */
  double awaitAnswer() throws Exception {
    while (!FirstCall.succeeds(POOL, port)) {
      if (!process.isAlive()) {
        throw failed("has ended with code " + process.exitValue());
      }
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw failed("has answered no call for " + PATIENCE.toSeconds() + " s");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private IOException failed(String how) {
    return new IOException("a worker " + how + "; " + LogTail.of(log));
  }

  /** Returns the processor time that it has taken until now. */
  double cpuMillis() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
  }

  /** Returns its resident memory; NaN where the system does not tell as Linux does. */
  double residentMiB() {
    return Resident.mib(process.pid());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
