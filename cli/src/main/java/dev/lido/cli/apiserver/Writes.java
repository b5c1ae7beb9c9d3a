package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lido.cli.apiserver.admission.CustomType;
import dev.lido.cli.apiserver.admission.CustomTypes;
import io.fabric8.mockwebserver.http.MockResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Creates and updates, with admission. */
record Writes(Objects objects, CustomTypes types, Deletions deletions) {

  private static final String STATUS = "status";

  /** What the API server alone writes. */
  private static final List<String> SYSTEM =
      List.of(
          "name",
          "namespace",
          "uid",
          "creationTimestamp",
          "generation",
          "resourceVersion",
          "deletionTimestamp",
          "deletionGracePeriodSeconds");

  /**
   * What was written.
   *
   * @param warnings for the client to show
   */
  record Result(ObjectNode object, List<String> warnings) {

    MockResponse warnInto(MockResponse response) {
      warnings.forEach(warning -> response.addHeader("Warning", "299 - \"" + warning + "\""));
      return response;
    }
  }

  Result create(ResourcePath path, ObjectNode body) {
    String name = nameOf(path, body);
    ObjectNode object = body.deepCopy();
    Json.metadata(object).put("name", name);
    if (objects.find(path.named(name)).isPresent()) {
      throw ApiFailure.alreadyExists(path, name);
    }
    if (hasStatus(path) && !path.is("", "nodes")) {
      object.remove(STATUS);
    }
    Result admitted = admit(path, name, object, Optional.empty());
    ObjectNode created = objects.create(path, admitted.object());
    registerIfType(path, created);
    return new Result(created, admitted.warnings());
  }

  private static String nameOf(ResourcePath path, ObjectNode body) {
    checkNamespace(path, body);
    return Json.metadata(body, "name")
        .or(() -> Json.metadata(body, "generateName").map(prefix -> prefix + suffix()))
        .orElseThrow(() -> ApiFailure.badRequest("name or generateName is required"));
  }

  private static String suffix() {
    return UUID.randomUUID().toString().substring(0, 5).toLowerCase(Locale.ROOT);
  }

  private static void checkNamespace(ResourcePath path, ObjectNode body) {
    String named = Json.metadata(body, "namespace").orElse(path.namespace());
    if (!named.equals(path.namespace())) {
      throw ApiFailure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  /** Updates an object, or its status; {@code proposed} is not changed. */
  Result update(ResourcePath path, ObjectNode current, ObjectNode proposed) {
    checkNamespace(path, proposed);
    checkVersion(path, current, proposed);
    boolean statusOnly = path.subresource().equals(STATUS);
    ObjectNode next = statusOnly ? current.deepCopy() : proposed.deepCopy();
    if (statusOnly || hasStatus(path)) {
      setStatus(next, (statusOnly ? proposed : current).path(STATUS));
    }
    preserve(current, next);
    ResourcePath object = path.named(path.name());
    Result admitted = admit(path, path.name(), next, Optional.of(current));
    ObjectNode now = admitted.object();
    if (now.equals(current)) {
      return new Result(current, admitted.warnings());
    }
    countGeneration(current, now);
    if (deletions.removeIfDone(object, now)) {
      return new Result(now, admitted.warnings());
    }
    ObjectNode stored = objects.put(object, now);
    registerIfType(path, stored);
    return new Result(stored, admitted.warnings());
  }

  private boolean hasStatus(ResourcePath path) {
    return types
        .find(path.group(), path.version(), path.plural())
        .map(CustomType::hasStatus)
        .orElse(true);
  }

  private static void setStatus(ObjectNode object, JsonNode status) {
    if (status.isMissingNode()) {
      object.remove(STATUS);
    } else {
      object.set(STATUS, status.deepCopy());
    }
  }

  private static void checkVersion(ResourcePath path, ObjectNode current, ObjectNode proposed) {
    checkSame(path, current, proposed, "resourceVersion");
    checkSame(path, current, proposed, "uid");
  }

  private static void checkSame(
      ResourcePath path, ObjectNode current, ObjectNode proposed, String field) {
    Optional<String> based = Json.metadata(proposed, field);
    if (based.isPresent() && !based.equals(Json.metadata(current, field))) {
      throw ApiFailure.conflict(
          path,
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
  }

  private static void preserve(ObjectNode current, ObjectNode next) {
    ObjectNode metadata = Json.metadata(next);
    for (String field : SYSTEM) {
      JsonNode value = current.path(Json.METADATA).path(field);
      if (value.isMissingNode()) {
        metadata.remove(field);
      } else {
        metadata.set(field, value);
      }
    }
  }

  private static void countGeneration(ObjectNode current, ObjectNode next) {
    if (!declared(current).equals(declared(next))) {
      long generation = current.path(Json.METADATA).path("generation").asLong();
      Json.metadata(next).put("generation", generation + 1);
    }
  }

  private static ObjectNode declared(ObjectNode object) {
    ObjectNode declared = object.deepCopy();
    declared.remove(List.of(Json.METADATA, STATUS));
    return declared;
  }

  private Result admit(
      ResourcePath path, String name, ObjectNode object, Optional<JsonNode> current) {
    Optional<CustomType> type = types.find(path.group(), path.version(), path.plural());
    if (type.isEmpty()) {
      return new Result(object, List.of());
    }
    CustomType.Verdict verdict = type.get().judge(object, current);
    String strictness = path.query().getOrDefault("fieldValidation", "Warn");
    if (strictness.equals("Strict") && !verdict.unknown().isEmpty()) {
      throw strict(type.get(), verdict.unknown());
    }
    if (!verdict.problems().isEmpty()) {
      throw ApiFailure.invalid(path, type.get().kind(), name, verdict.problems());
    }
    return new Result(
        verdict.object(),
        strictness.equals("Warn")
            ? verdict.unknown().stream().map(field -> "unknown field \"" + field + "\"").toList()
            : List.of());
  }

  private static ApiFailure strict(CustomType type, List<String> unknown) {
    String fields =
        unknown.stream()
            .map(field -> "unknown field \"" + field + "\"")
            .collect(Collectors.joining(", "));
    return ApiFailure.badRequest(
        type.kind()
            + " in version \""
            + type.version()
            + "\" cannot be handled as a "
            + type.kind()
            + ": strict decoding error: "
            + fields);
  }

  private void registerIfType(ResourcePath path, ObjectNode object) {
    if (path.is("apiextensions.k8s.io", "customresourcedefinitions")) {
      types.register(object);
    }
  }
}
