package dev.lido.cli.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills in what the schema has a default for. */
final class Defaults {

  private Defaults() {}

  /** Adds the missing defaults to {@code value}, in place. */
  static void apply(JsonNode schema, JsonNode value) {
    if (value instanceof ObjectNode object) {
      Schemas.forEachProperty(schema, (name, property) -> fill(object, name, property));
    }
    Schemas.parts(schema, value, "").forEach(part -> apply(part.schema(), part.value()));
  }

  private static void fill(ObjectNode object, String name, JsonNode property) {
    boolean absent = !object.has(name) || nullToDefault(object.path(name), property);
    if (absent && property.has("default")) {
      object.set(name, property.get("default").deepCopy());
    }
  }

  private static boolean nullToDefault(JsonNode value, JsonNode property) {
    return value.isNull() && !property.path("nullable").asBoolean(false);
  }
}
