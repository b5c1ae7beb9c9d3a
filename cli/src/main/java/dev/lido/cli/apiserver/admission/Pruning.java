package dev.lido.cli.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Removes what the schema does not know. */
final class Pruning {

  private static final Set<String> ENVELOPE = Set.of("apiVersion", "kind", "metadata");

  private Pruning() {}

  /** Removes the unknown fields of an object, in place, and returns their paths. */
  static List<String> apply(JsonNode schema, ObjectNode object) {
    List<String> removed = new ArrayList<>();
    for (String name : names(object)) {
      if (ENVELOPE.contains(name)) {
        continue;
      }
      prune(schema, object, name, "", removed);
    }
    return List.copyOf(removed);
  }

  private static void prune(
      JsonNode schema, ObjectNode object, String name, String path, List<String> removed) {
    JsonNode property = Schemas.ofProperty(schema, name);
    String field = Schemas.child(schema, path, name);
    if (!property.isMissingNode()) {
      walk(property, object.path(name), field, removed);
    } else if (!Schemas.keepsUnknown(schema)) {
      object.remove(name);
      removed.add(field);
    }
  }

  private static void walk(JsonNode schema, JsonNode value, String path, List<String> removed) {
    if (value instanceof ObjectNode object) {
      for (String name : names(object)) {
        prune(schema, object, name, path, removed);
      }
    } else {
      Schemas.parts(schema, value, path)
          .forEach(part -> walk(part.schema(), part.value(), part.path(), removed));
    }
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
