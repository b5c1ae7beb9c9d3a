package dev.lido.operator.event;

import dev.lido.operator.observe.PoolId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is to be told in one event: everything of one reason since it was written last.
 *
 * @param pool the pool
 * @param reason the reason
 * @param warning whether somebody should look at it
 * @param message of what happened last
 * @param count how often it happened
 * @param first when first
 * @param last when last
 */
record Note(
    PoolId pool,
    String reason,
    boolean warning,
    String message,
    int count,
    Instant first,
    Instant last) {

  private static final int LONGEST_MESSAGE = 1_000;
  private static final int NAMES = 5;

  /** What events are kept apart by. */
  record Key(String poolUid, String reason) {}

  /** Makes a note of transitions of one reason, which happened at a time. */
  static Note of(PoolId pool, List<Transition> alike, Instant now) {
    Transition last = alike.getLast();
    String message = last.message() + others(alike.subList(0, alike.size() - 1));
    return new Note(pool, last.reason(), last.warning(), shorten(message), alike.size(), now, now);
  }

  private static String others(List<Transition> others) {
    if (others.isEmpty()) {
      return "";
    }
    String names =
        others.stream()
            .flatMap(other -> other.worker().stream())
            .limit(NAMES)
            .collect(Collectors.joining(", "));
    return " (and " + others.size() + " more: " + names + (others.size() > NAMES ? ", …)" : ")");
  }

  private static String shorten(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - 1) + "…";
  }

  Key key() {
    return new Key(pool.uid(), reason);
  }

  /** Returns a note of this, and of what happened later. */
  Note and(Note later) {
    return new Note(
        later.pool, reason, later.warning, later.message, count + later.count, first, later.last);
  }
}
