package dev.lido.cli.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** How a structural schema and a value are walked together. */
final class Schemas {

  static final String INT_OR_STRING = "x-kubernetes-int-or-string";

  private static final String PROPERTIES = "properties";
  private static final String ADDITIONAL = "additionalProperties";

  private Schemas() {}

  /**
   * A part of a value that has a schema of its own.
   *
   * @param name the property's name; empty for an item of a list
   */
  record Part(JsonNode schema, JsonNode value, String path, String name) {}

  /** Returns the direct parts of {@code value}. */
  static List<Part> parts(JsonNode schema, JsonNode value, String path) {
    List<Part> parts = new ArrayList<>();
    if (value instanceof ObjectNode object) {
      object.forEachEntry(
          (name, part) -> {
            JsonNode declared = ofProperty(schema, name);
            if (!declared.isMissingNode()) {
              parts.add(new Part(declared, part, child(schema, path, name), name));
            }
          });
    } else if (value instanceof ArrayNode array && schema.path("items").isObject()) {
      for (int i = 0; i < array.size(); i++) {
        parts.add(new Part(schema.path("items"), array.get(i), path + "[" + i + "]", ""));
      }
    }
    return parts;
  }

  /** Returns the schema of a property, a missing node if the schema does not know it. */
  static JsonNode ofProperty(JsonNode schema, String name) {
    JsonNode named = schema.path(PROPERTIES).path(name);
    JsonNode additional = schema.path(ADDITIONAL);
    return named.isMissingNode() && additional.isObject() ? additional : named;
  }

  /** Whether fields that the schema does not know are kept. */
  static boolean keepsUnknown(JsonNode schema) {
    JsonNode additional = schema.path(ADDITIONAL);
    return schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)
        || additional.isObject()
        || additional.asBoolean(false);
  }

  static void forEachProperty(JsonNode schema, BiConsumer<String, JsonNode> action) {
    schema.path(PROPERTIES).forEachEntry(action);
  }

  /** Returns the path of a property; keys of maps are written in brackets. */
  static String child(JsonNode schema, String path, String name) {
    if (path.isEmpty()) {
      return name;
    }
    boolean key = schema.path(PROPERTIES).path(name).isMissingNode() && keepsUnknown(schema);
    return key ? path + "[" + name + "]" : path + "." + name;
  }
}
