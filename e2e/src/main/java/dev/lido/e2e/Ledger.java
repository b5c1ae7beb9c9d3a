package dev.lido.e2e;

import dev.lido.client.PoolException;
import java.util.Map;
import java.util.TreeMap;

/** How all calls of a caller ended. Thread-safe. */
final class Ledger {

  private final Map<String, Long> outcomes = new TreeMap<>();
  private long open;
  private long pages;

  synchronized void started() {
    open++;
  }

  synchronized void ended(String outcome) {
    open--;
    outcomes.merge(outcome, 1L, Long::sum);
  }

  /** Names how a failed call ended: the exception, and the worker that had the call. */
  static String outcome(RuntimeException failure) {
    String worker = failure instanceof PoolException e ? e.worker().orElse("-") : "-";
    return failure.getClass().getSimpleName() + "@" + worker;
  }

  /** Returns all at one instant: a line for each outcome, for the open calls, and for the end. */
  synchronized String page() {
    pages++;
    var page = new StringBuilder();
    line(page, "open", open);
    outcomes.forEach((outcome, calls) -> line(page, outcome, calls));
    line(page, "end", pages);
    return page.toString();
  }

  private void line(StringBuilder page, String what, long number) {
    page.append("ledger ").append(pages).append(' ').append(what).append(' ').append(number);
    page.append('\n');
  }
}
