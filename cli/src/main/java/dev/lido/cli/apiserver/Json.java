package dev.lido.cli.apiserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;

/** JSON as the API server handles it. */
final class Json {

  static final String METADATA = "metadata";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final KubernetesSerialization MODEL = new KubernetesSerialization();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Reads what the API server itself has written. */
  static ObjectNode stored(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Reads what a client sent. */
  static JsonNode sent(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException unreadable) {
      throw ApiFailure.badRequest("the body is not JSON: " + unreadable.getOriginalMessage());
    }
  }

  /** Reads an object that a client sent. */
  static ObjectNode sentObject(String text) {
    if (sent(text) instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("the body is not an object");
  }

  static ObjectNode of(Object model) {
    return MODEL.convertValue(model, ObjectNode.class);
  }

  static ObjectNode metadata(ObjectNode object) {
    return object.withObject("/" + METADATA);
  }

  /** Returns a text of the metadata, if it is there and not empty. */
  static Optional<String> metadata(JsonNode object, String field) {
    return Optional.of(object.path(METADATA).path(field).asText("")).filter(s -> !s.isEmpty());
  }
}
