package dev.lido.e2e;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The caller's ledger at one instant.
 *
 * @param number the how-manieth it is
 * @param lines the number of calls by outcome, and of the open ones
 */
record Page(long number, Map<String, Long> lines) {

  private static final Pattern LINE =
      Pattern.compile("^ledger (\\d+) (\\S+) (\\d+)$", Pattern.MULTILINE);
  private static final String SUCCEEDED = "succeeded";
  private static final String OPEN = "open";

  /** Reads the last whole page of a log. */
  static Page last(String log) {
    List<MatchResult> all = LINE.matcher(log).results().toList();
    long number =
        all.stream()
            .filter(line -> line.group(2).equals("end"))
            .map(line -> Long.parseLong(line.group(1)))
            .max(Comparator.naturalOrder())
            .orElseThrow(() -> new NoSuchElementException("no ledger in: " + log));
    return new Page(
        number,
        all.stream()
            .filter(line -> Long.parseLong(line.group(1)) == number)
            .filter(line -> !line.group(2).equals("end"))
            .collect(Collectors.toMap(line -> line.group(2), line -> Long.valueOf(line.group(3)))));
  }

  long succeeded() {
    return lines.getOrDefault(SUCCEEDED, 0L);
  }

  /** Returns how many calls have ended, in whatever way. */
  long ended() {
    return lines.values().stream().mapToLong(Long::longValue).sum() - lines.getOrDefault(OPEN, 0L);
  }

  /** Returns the failures since an earlier page, by exception and worker. */
  Map<String, Long> failuresSince(Page earlier) {
    return lines.keySet().stream()
        .filter(outcome -> outcome.contains("@"))
        .filter(outcome -> failures(outcome) > earlier.failures(outcome))
        .collect(
            Collectors.toMap(
                Function.identity(), outcome -> failures(outcome) - earlier.failures(outcome)));
  }

  private long failures(String outcome) {
    return lines.getOrDefault(outcome, 0L);
  }
}
