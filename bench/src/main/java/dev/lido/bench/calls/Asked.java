package dev.lido.bench.calls;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Something that is asked of the result.
 *
 * @param what is compared with the bound
 * @param bound whether more or less is better
 * @param limit the bound
 * @param measured what it was
 */
record Asked(String what, Bound bound, double limit, double measured) {

  private static final JsonMapper JSON = new JsonMapper();

  /** What a figure must be. */
  enum Bound {
    AT_LEAST,
    AT_MOST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Whether it is so. */
  boolean isMet() {
    return bound == Bound.AT_LEAST ? measured >= limit : measured <= limit;
  }

  /** Whether both are about the same. */
  boolean isOfSame(Asked other) {
    return what.equals(other.what);
  }

  ObjectNode object() {
    return JSON.createObjectNode()
        .put("bench", "calls-asked")
        .put("what", what)
        .put("bound", bound.toString())
        .put("limit", limit)
        .put("measured", Double.parseDouble(String.format(Locale.ROOT, "%.3f", measured)))
        .put("met", isMet());
  }

  private static String text(double value) {
    return value >= 100 || value == Math.rint(value)
        ? "%,.0f".formatted(value)
        : "%.2f".formatted(value);
  }

  @Override
  public String toString() {
    return "%-66s %-8s %8s: %8s, %s"
        .formatted(what, bound, text(limit), text(measured), isMet() ? "yes" : "no");
  }
}
