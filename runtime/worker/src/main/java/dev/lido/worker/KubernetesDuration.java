package dev.lido.worker;

import java.time.Duration;

/** Durations as Kubernetes writes them: {@code 500ms}, {@code 30s}, {@code 1h30m}. */
final class KubernetesDuration {

  private KubernetesDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if it is none, or too long to count in nanoseconds
   */
  static Duration parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no duration");
    }
    try {
      Duration sum = Duration.ZERO;
      int at = 0;
      while (at < text.length()) {
        int unit = end(text, at, true);
        int next = end(text, unit, false);
        long amount = Long.parseLong(text.substring(at, unit));
        sum = sum.plus(unit(text.substring(unit, next)).multipliedBy(amount));
        at = next;
      }
      return Duration.ofNanos(sum.toNanos());
    } catch (ArithmeticException tooLong) {
      throw new IllegalArgumentException("too long a duration", tooLong);
    }
  }

  private static int end(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length() && digits == isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static Duration unit(String symbol) {
    return switch (symbol) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> throw new IllegalArgumentException("no unit: " + symbol);
    };
  }
}
