package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import org.jspecify.annotations.Nullable;

/** The patches that the embedded API server takes. */
final class Patches {

  private Patches() {}

  /** Returns the patched object; the arguments are not changed. */
  static JsonNode apply(JsonNode current, @Nullable String contentType, String patch) {
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    return switch (type) {
      case "application/merge-patch+json" -> MergePatch.apply(current, Json.sent(patch));
      case "application/json-patch+json" -> jsonPatch(current, Json.sent(patch));
      default -> throw ApiFailure.unsupportedMediaType(type);
    };
  }

  private static JsonNode jsonPatch(JsonNode current, JsonNode patch) {
    try {
      return JsonPatch.apply(patch, current.deepCopy());
    } catch (JsonPatchException | IllegalArgumentException failed) {
      throw ApiFailure.badRequest("the JSON patch does not apply: " + failed.getMessage());
    }
  }
}
