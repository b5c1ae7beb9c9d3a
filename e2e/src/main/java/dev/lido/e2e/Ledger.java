package dev.lido.e2e;

import dev.lido.client.PoolException;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How all calls of a caller ended. Thread-safe. */
final class Ledger {

  private final Map<String, Long> outcomes = new TreeMap<>();
  private final NavigableSet<Long> open = new TreeSet<>();
  private long started;
  private long pages;

  /** Opens a call, and returns its number: 1 and up. */
  synchronized long start() {
    open.add(++started);
    return started;
  }

  synchronized void end(long number, String outcome) {
    open.remove(number);
    outcomes.merge(outcome, 1L, Long::sum);
  }

  /** Names how a failed call ended: the exception, and the worker that had the call. */
  static String outcome(RuntimeException failure) {
    String worker = failure instanceof PoolException e ? e.worker().orElse("-") : "-";
    return failure.getClass().getSimpleName() + "@" + worker;
  }

  /**
   * Returns all at one instant: a line for how many calls were started, how many are open, the
   * oldest of these, and for each outcome; and one that ends the page.
   */
  synchronized String page() {
    pages++;
    var page = new StringBuilder();
    line(page, "started", started);
    line(page, "open", open.size());
    line(page, "oldest", open.isEmpty() ? started + 1 : open.first());
    outcomes.forEach((outcome, calls) -> line(page, outcome, calls));
    line(page, "end", pages);
    return page.toString();
  }

  private void line(StringBuilder page, String what, long number) {
    page.append("ledger ").append(pages).append(' ').append(what).append(' ').append(number);
    page.append('\n');
  }
}
