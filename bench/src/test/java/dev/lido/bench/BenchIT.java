package dev.lido.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, run as {@code lido bench} runs it, for Lido alone and as short as it can be. */
class BenchIT {

  private static final Path HOME = Path.of(System.getProperty("lido.home"));

  @TempDir private Path folder;

  private List<JsonNode> run(String line) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of(line.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(() -> text(out) + text(err)).isZero();
    List<JsonNode> rows = new ArrayList<>();
    for (String row : Files.readAllLines(out)) {
      rows.add(new JsonMapper().readTree(row));
    }
    return rows;
  }

  private static List<String> program() throws IOException {
    Path target = HOME.resolve("bench/target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "lido-bench-*.jar")) {
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Dlido.home=" + HOME,
          "-cp",
          jars.iterator().next() + File.pathSeparator + target.resolve("lib/*"),
          "dev.lido.bench.BenchMain");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void shouldMeasureCallsWithTlsAndWithout() throws Exception {
    // When
    List<JsonNode> rows =
        run(
            "calls --json --subjects lido-closure --cases empty --callers 1,64 --rounds 1"
                + " --seconds 0.2 --warmup 0 --chart "
                + folder);

    // Then
    assertThat(rows)
        .filteredOn(row -> row.path("bench").asText().equals("calls"))
        .extracting(row -> row.path("tls") + " " + row.path("callers"))
        .containsExactly("false 1", "true 1", "false 64", "true 64", "false 0", "true 0");
    assertThat(rows.getFirst().path("per_second").asDouble()).isPositive();
    assertThat(rows.getFirst().path("p50_us").asDouble()).isPositive();
    assertThat(rows.getFirst().path("worker_bytes").asDouble()).isPositive();
    assertThat(rows).anyMatch(row -> row.path("bench").asText().equals("calls-asked"));
    assertThat(folder).isDirectoryContaining("glob:**/calls-rate.svg");
    assertThat(folder).isDirectoryContaining("glob:**/calls-latency-tls.svg");
  }

  @Test
  void shouldMeasureStarts() throws Exception {
    // When
    List<JsonNode> rows = run("start --json --rounds 1 --workers 2 --of processes,pool --idle 0");

    // Then
    assertThat(rows)
        .extracting(row -> row.path("what").asText() + " " + row.path("workers"))
        .containsExactly("processes 2", "pool 2");
    assertThat(rows).allMatch(row -> row.path("of_ideal").asDouble() > 0);
  }

  @Test
  void shouldMeasurePlacement() throws Exception {
    // When
    List<JsonNode> rows = run("placement --json --workers 1000 --seconds 0.1 --calls 1000");

    // Then
    assertThat(rows)
        .filteredOn(row -> row.path("subject").asText().equals("decision"))
        .extracting(row -> row.path("case").asText())
        .containsExactly("alone", "shared", "full");
    assertThat(rows).anyMatch(row -> row.path("subject").asText().equals("lido"));
  }
}
