package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/** A spec that cannot be read; it is written as it was. */
final class UnreadableSpec extends PoolSpec {

  private final JsonNode written;
  private final String why;

  UnreadableSpec(JsonNode written, String why) {
    this.written = written;
    this.why = why;
  }

  /** Returns it as it was found. */
  @JsonValue
  JsonNode written() {
    return written;
  }

  /** Returns what is wrong. */
  String why() {
    return why;
  }
}
