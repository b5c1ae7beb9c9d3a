package dev.lido.system.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What callers and workers have written down, held against each other. */
final class Ledger {

  private final Map<String, Integer> starts = new HashMap<>();
  private final Map<String, Integer> ends = new HashMap<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int over;
  private int known;

  /** Reads all files of a folder: {@code worker-…} and {@code caller-…}. */
  Ledger(Path folder) throws IOException {
    for (Path file : filesIn(folder, "worker-")) {
      Files.readAllLines(file, US_ASCII).forEach(this::readWorker);
    }
  }

  static List<Path> filesIn(Path folder, String beginning) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(beginning)).toList();
    }
  }

  private void readWorker(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "start" -> starts.merge(words[1], 1, Integer::sum);
      case "end" -> ends.merge(words[1], 1, Integer::sum);
      default -> over++;
    }
  }

  /** No worker ever ran more children than it has slots. */
  void checkSlots() {
    assertThat(over).as("children above the limit").isZero();
  }

  /**
   * Checks every call that a caller knows the end of; lines are: id, retries, milliseconds late,
   * outcome.
   */
  void checkCalls(Path outcomesOfCaller, long mostLateMillis) throws IOException {
    for (String line : Files.readAllLines(outcomesOfCaller, US_ASCII)) {
      String[] words = line.split(" ", 4);
      if (words.length == 4) { // A caller that was killed may leave half a line.
        known++;
        outcomes.merge(words[3].split(" ", -1)[0], 1, Integer::sum);
        check(line, words[0], Integer.parseInt(words[1]), words[3]);
        assertThat(Long.parseLong(words[2])).as("ms late: %s", line).isLessThan(mostLateMillis);
      }
    }
  }

  private void check(String line, String id, int retries, String outcome) {
    int started = starts.getOrDefault(id, 0);
    int ended = ends.getOrDefault(id, 0);
    assertThat(outcome).as(line).doesNotStartWith("Unexpected");
    assertThat(started).as("starts of %s", line).isLessThanOrEqualTo(1 + retries);
    if (outcome.equals("Value")) {
      assertThat(ended).as("ends of %s", line).isPositive();
    } else if (outcome.endsWith(" safe")) {
      assertThat(started).as("starts of %s", line).isZero();
    }
  }

  int known() {
    return known;
  }

  @Override
  public String toString() {
    return outcomes.toString();
  }
}
