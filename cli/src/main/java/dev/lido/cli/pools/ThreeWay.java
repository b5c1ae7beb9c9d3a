package dev.lido.cli.pools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The merge patch of {@code apply}: what is declared, and the removal of what was and is not. */
final class ThreeWay {

  private ThreeWay() {}

  /** Returns {@code declared} with a null for each field of {@code before} that it lacks. */
  static ObjectNode patch(JsonNode before, ObjectNode declared) {
    ObjectNode patch = declared.deepCopy();
    before.forEachEntry(
        (name, value) -> {
          if (!declared.has(name)) {
            patch.putNull(name);
          } else if (value.isObject() && declared.get(name) instanceof ObjectNode inner) {
            patch.set(name, patch(value, inner));
          }
        });
    return patch;
  }
}
