package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;

/** Reads statuses. One that cannot be read was not written by the operator, which writes it anew. */
final class PoolStatusReader extends JsonDeserializer<PoolStatus> {

  /** Read as beans normally are. */
  @JsonDeserialize(using = JsonDeserializer.None.class)
  static final class AsBean extends PoolStatus {}

  @Override
  public PoolStatus deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode written = context.readTree(parser);
    try {
      return context.readTreeAsValue(written, AsBean.class);
    } catch (JsonMappingException unreadable) {
      return new PoolStatus();
    }
  }
}
