package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Reads specs. One that cannot be read must be the trouble of its own pool: a watch ends for good with
 * the first object that cannot be read, and with it all other pools. The API server accepts numbers
 * in templates that no pod can have, and the choices of a later version's CRD.
 */
final class PoolSpecReader extends JsonDeserializer<PoolSpec> {

  /** Read as beans normally are. */
  @JsonDeserialize(using = JsonDeserializer.None.class)
  static final class AsBean extends PoolSpec {}

  @Override
  public PoolSpec deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode written = context.readTree(parser);
    try {
      return context.readTreeAsValue(written, AsBean.class);
    } catch (JsonMappingException unreadable) {
      return new UnreadableSpec(written, where(unreadable) + what(unreadable));
    }
  }

  private static String what(JsonMappingException unreadable) {
    return unreadable instanceof InvalidFormatException format && format.getTargetType().isEnum()
        ? "this version of Lido does not know '"
            + format.getValue()
            + "': write one of "
            + Arrays.toString(format.getTargetType().getEnumConstants())
        : String.valueOf(unreadable.getOriginalMessage());
  }

  private static String where(JsonMappingException unreadable) {
    return unreadable.getPath().stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getFieldName())
        .collect(Collectors.joining("", "spec", ": "));
  }
}
