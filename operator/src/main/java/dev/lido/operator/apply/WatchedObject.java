package dev.lido.operator.apply;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.runtime.RawExtension;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the object of a watch's event as what it says that it is. The client's own way makes a tree
 * of all of it first, managed fields included, to see what it is, and the object of the tree; but
 * API servers say it before all else.
 */
final class WatchedObject extends JsonDeserializer<Object> {

  private static final String KIND = "kind";
  private static final String API_VERSION = "apiVersion";

  /** Made by Jackson. */
  WatchedObject() {}

  @Override
  public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
    Map<String, String> type = new HashMap<>();
    try (TokenBuffer read = context.bufferForInputBuffering(json)) {
      read.copyCurrentEvent(json);
      while (type.size() < 2 && json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING
            && (field.equals(KIND) || field.equals(API_VERSION))) {
          type.put(field, json.getText());
        }
        read.writeFieldName(field);
        read.copyCurrentStructure(json);
      }
      if (type.size() < 2) {
        read.writeEndObject();
      }
      JsonParser all =
          type.size() < 2
              ? read.asParser(json)
              : JsonParserSequence.createFlattened(false, read.asParser(json), json);
      all.nextToken();
      return context.readValue(all, typeOf(type.get(API_VERSION), type.get(KIND), context));
    }
  }

  private static Class<?> typeOf(
      @Nullable String apiVersion, @Nullable String kind, DeserializationContext context) {
    if (apiVersion == null || kind == null) {
      return RawExtension.class;
    }
    KubernetesSerialization types =
        (KubernetesSerialization) context.getAttribute(KubernetesSerialization.class);
    Class<?> known = types.getRegisteredKubernetesResource(apiVersion, kind);
    return known == null ? GenericKubernetesResource.class : known;
  }
}
