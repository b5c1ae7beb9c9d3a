package dev.lido.cli.path;

import static dev.lido.cli.path.TestPool.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lido demo}, as a newcomer runs it. */
class DemoIT {

  private static final Pattern END =
      Pattern.compile(
          "2200 images, \\d+ bytes, [\\d.]+ s, peak in flight (\\d+), \\d+ retries, \\d+ workers");

  @TempDir Path out;

  @Test
  void shouldGetEveryFileRightThoughTwoWorkersAreKilled() throws Exception {
    // Given
    try (LidoCommand demo = demo()) {
      List<ProcessHandle> workers = demo.awaitWorkers(2);
      awaitFiles(40);

      // When
      workers.getFirst().destroyForcibly();
      awaitFiles(120);
      demo.awaitWorkers(2);
      workers.getLast().destroyForcibly();

      // Then
      assertThat(demo.awaitExit()).as(() -> String.join("\n", demo.lines())).isZero();
      Matcher end = END.matcher(demo.lines().getLast());
      assertThat(end.matches()).as(demo.lines().getLast()).isTrue();
      assertThat(Integer.parseInt(end.group(1))).as("peak in flight").isBetween(1, 50);
      assertThat(files()).isEqualTo(2200);
      demo.awaitNothingLeft();
    }
  }

  @Test
  void shouldLeaveNothingBehindWhenItIsKilled() throws Exception {
    // Given
    try (LidoCommand demo = demo("--pages", "2000")) {
      demo.awaitWorkers(2);
      awaitFiles(10);
      demo.awaitWorkers(2);

      // When
      demo.process().destroyForcibly();

      // Then
      demo.awaitNothingLeft();
    }
  }

  @Test
  void shouldLeaveNothingBehindWhenItIsInterrupted() throws Exception {
    // Given
    try (LidoCommand demo = demo("--pages", "2000")) {
      demo.awaitWorkers(2);
      awaitFiles(10);
      demo.awaitWorkers(2);

      // When
      new ProcessBuilder("kill", "-INT", Long.toString(demo.process().pid())).start().waitFor();

      // Then
      assertThat(demo.awaitExit()).isNotZero();
      demo.awaitNothingLeft();
    }
  }

  private LidoCommand demo(String... arguments) throws Exception {
    String[] all =
        Stream.concat(Stream.of("demo", "--out", out.toString()), Stream.of(arguments))
            .toArray(String[]::new);
    return LidoCommand.start(null, all);
  }

  private void awaitFiles(int count) {
    AWAIT.until(() -> files() >= count);
  }

  private long files() throws Exception {
    try (Stream<Path> files = Files.walk(out)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
