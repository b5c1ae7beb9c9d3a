package dev.lido.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A caller in another language: {@code src/test/node/caller.mjs}, for Node.js without any package,
 * which reads {@code placement.proto} itself.
 */
class NodeCallerIT {

  private static final Path HOME = Path.of(System.getProperty("lido.home"));

  @TempDir private Path dir;

  @Test
  void shouldServeACallerThatWasMadeFromTheProtoAlone() throws Exception {
    // Given
    assumeTrue(hasNode(), "SKIPPED: there is no Node.js (node) on the path");
    try (WorkerProcess worker = new WorkerProcess(dir, Map.of()).awaitReady()) {

      // When
      Path output = dir.resolve("node.txt");
      Process node =
          new ProcessBuilder(
                  "node",
                  HOME.resolve("runtime/worker/src/test/node/caller.mjs").toString(),
                  Integer.toString(worker.port()),
                  HOME.resolve(
                          "runtime/protocol/src/main/protobuf/dev/lido/protocol/v1/placement.proto")
                      .toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = node.waitFor(30, TimeUnit.SECONDS);
      node.destroyForcibly();

      // Then
      assertThat(ended).as("it ended; it said: %s", Files.readString(output, UTF_8)).isTrue();
      assertThat(Files.readString(output, UTF_8)).contains("all is well");
      assertThat(node.exitValue()).isZero();
    }
  }

  private static boolean hasNode() throws InterruptedException {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException none) {
      return false;
    }
  }
}
