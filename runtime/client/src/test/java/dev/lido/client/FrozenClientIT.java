package dev.lido.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.client.testkit.FakeCluster;
import dev.lido.client.testkit.FrozenCaller;
import dev.lido.client.testkit.WorkerProcess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first client that spoke wire 1.2, frozen as jars in {@code src/test/resources/frozen}, calls
 * today's worker. They are never built anew: when the wire leaves them behind, so do users.
 */
class FrozenClientIT {

  @TempDir private Path dir;

  @Test
  void shouldServeTheClientThatWasFrozen() throws Exception {
    // Given
    try (FakeCluster cluster = new FakeCluster(0);
        KubernetesClient client = cluster.client();
        WorkerProcess worker = new WorkerProcess("today", dir, List.of(), Map.of()).awaitReady()) {
      cluster.declare(1);
      cluster.list(worker.address().port(), worker.healthPort(), true);

      // When
      Path output = dir.resolve("frozen.txt");
      Process caller =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  frozenClassPath(),
                  FrozenCaller.class.getName(),
                  client.getMasterUrl().toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = caller.waitFor(60, TimeUnit.SECONDS);
      caller.destroyForcibly();

      // Then
      String said = Files.readString(output, UTF_8);
      assertThat(ended).as("it ended; it said: %s", said).isTrue();
      assertThat(said).contains("frozen/lido-client.jar").contains("all is well");
      assertThat(caller.exitValue()).isZero();
    }
  }

  /** The frozen jars in place of today's client and protocol. */
  private static String frozenClassPath() throws Exception {
    Path frozen =
        Path.of(
            Objects.requireNonNull(FrozenClientIT.class.getResource("/frozen/lido-client.jar"))
                .toURI());
    Stream<String> jars =
        Stream.of(frozen, frozen.resolveSibling("lido-protocol.jar")).map(Path::toString);
    Stream<String> others =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.matches(".*[/\\\\](client|protocol)[/\\\\]target[/\\\\].*"));
    Stream<String> tests = Stream.of(frozen.resolve("../..").normalize().toString());
    return Stream.of(jars, tests, others)
        .flatMap(each -> each)
        .collect(joining(File.pathSeparator));
  }
}
