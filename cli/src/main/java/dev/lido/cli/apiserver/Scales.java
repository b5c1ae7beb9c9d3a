package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lido.cli.apiserver.admission.Problem;
import java.util.List;

/** The scale subresource of a type. */
record Scales(JsonNode paths) {

  ObjectNode read(ObjectNode object) {
    ObjectNode scale = Json.object().put("apiVersion", "autoscaling/v1").put("kind", "Scale");
    ObjectNode metadata = scale.putObject(Json.METADATA);
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.put(field, object.path(Json.METADATA).path(field).asText());
    }
    scale.putObject("spec").put("replicas", at(object, "specReplicasPath").asInt());
    scale
        .putObject("status")
        .put("replicas", at(object, "statusReplicasPath").asInt())
        .put("selector", at(object, "labelSelectorPath").asText(""));
    return scale;
  }

  /** Returns the object with the replicas that {@code scale} asks for. */
  ObjectNode write(ResourcePath path, ObjectNode object, ObjectNode scale) {
    int replicas = scale.path("spec").path("replicas").asInt();
    if (replicas < 0) {
      Problem negative =
          new Problem(
              "spec.replicas",
              "FieldValueInvalid",
              "Invalid value: " + replicas + ": should be a non-negative integer");
      throw ApiFailure.invalid(path, "Scale", path.name(), List.of(negative));
    }
    ObjectNode scaled = object.deepCopy();
    String pointer = pointer("specReplicasPath");
    int last = pointer.lastIndexOf('/');
    scaled.withObject(pointer.substring(0, last)).put(pointer.substring(last + 1), replicas);
    String version = scale.path(Json.METADATA).path("resourceVersion").asText("");
    Json.metadata(scaled).put("resourceVersion", version);
    return scaled;
  }

  private JsonNode at(ObjectNode object, String path) {
    return object.at(pointer(path));
  }

  private String pointer(String path) {
    return paths.path(path).asText().replace('.', '/');
  }
}
