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
    return line(SUCCEEDED);
  }

  /** Tells whether each call is accounted for: it is open, or ended in one way. */
  boolean addsUp() {
    return line("started") == line("open") + line(SUCCEEDED) + sumOfFailures();
  }

  private long sumOfFailures() {
    return lines.keySet().stream().filter(Page::isFailure).mapToLong(this::line).sum();
  }

  private static boolean isFailure(String outcome) {
    return outcome.contains("@");
  }

  long started() {
    return line("started");
  }

  /** Tells whether all calls have ended that had been started by an earlier page. */
  boolean hasEndedAllOf(Page earlier) {
    return line("oldest") > earlier.started();
  }

  private long line(String what) {
    return lines.getOrDefault(what, 0L);
  }

  /** Returns the failures since an earlier page, by exception and worker. */
  Map<String, Long> failuresSince(Page earlier) {
    return lines.keySet().stream()
        .filter(Page::isFailure)
        .filter(outcome -> line(outcome) > earlier.line(outcome))
        .collect(
            Collectors.toMap(
                Function.identity(), outcome -> line(outcome) - earlier.line(outcome)));
  }
}
