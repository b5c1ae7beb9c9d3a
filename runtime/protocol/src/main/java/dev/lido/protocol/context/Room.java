package dev.lido.protocol.context;

import dev.lido.protocol.v1.CallContext;
import org.jspecify.annotations.Nullable;

/** Collects a context up to a size; what does not fit is left out. */
final class Room {

  private CallContext.@Nullable Builder collected;
  private int left = TravelingContext.MAX_CHARS;

  void header(String key, String value) {
    if (fits(key, value)) {
      builder().putHeaders(key, value);
    }
  }

  void mdc(String key, String value) {
    if (fits(key, value)) {
      builder().putMdc(key, value);
    }
  }

  private boolean fits(String key, String value) {
    int size = key.length() + value.length();
    boolean fits = size <= left;
    left -= fits ? size : 0;
    return fits;
  }

  private CallContext.Builder builder() {
    CallContext.Builder made = collected;
    if (made == null) {
      made = CallContext.newBuilder();
      collected = made;
    }
    return made;
  }

  /** Returns what was collected; {@code null}: nothing. */
  @Nullable CallContext collected() {
    return collected == null ? null : collected.build();
  }
}
