package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Deletion: preconditions, finalizers, and the grace that running pods have. */
record Deletions(Objects objects) {

  private static final String DELETION_TIMESTAMP = "deletionTimestamp";
  private static final String GRACE = "deletionGracePeriodSeconds";
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  /** Deletes an object, or marks it for deletion; returns its last state. */
  ObjectNode delete(ResourcePath path, ObjectNode current, ObjectNode options) {
    checkPreconditions(path, current, options.path("preconditions"));
    ObjectNode object = current.deepCopy();
    long grace = grace(path, object, options);
    boolean marked = Json.metadata(object, DELETION_TIMESTAMP).isPresent();
    long before = object.path(Json.METADATA).path(GRACE).asLong(Long.MAX_VALUE);
    if (grace == 0 && !hasFinalizers(object)) {
      objects.remove(path);
      return object;
    }
    if (marked && before <= grace) {
      return object;
    }
    mark(object, grace);
    return objects.put(path, object);
  }

  /** Removes an object that was marked for deletion and has nothing left to wait for. */
  boolean removeIfDone(ResourcePath path, ObjectNode object) {
    JsonNode metadata = object.path(Json.METADATA);
    boolean done =
        metadata.has(DELETION_TIMESTAMP)
            && metadata.path(GRACE).asLong(0) == 0
            && !hasFinalizers(object);
    if (done) {
      objects.remove(path);
    }
    return done;
  }

  private static boolean hasFinalizers(ObjectNode object) {
    return !object.path(Json.METADATA).path("finalizers").isEmpty();
  }

  private static void mark(ObjectNode object, long graceSeconds) {
    Instant when = Instant.now().plusSeconds(graceSeconds).truncatedTo(ChronoUnit.SECONDS);
    Json.metadata(object).put(DELETION_TIMESTAMP, when.toString()).put(GRACE, graceSeconds);
  }

  private static void checkPreconditions(
      ResourcePath path, ObjectNode current, JsonNode preconditions) {
    check(path, current, preconditions, "uid", "UID");
    check(path, current, preconditions, "resourceVersion", "ResourceVersion");
  }

  private static void check(
      ResourcePath path, ObjectNode current, JsonNode preconditions, String field, String name) {
    String wanted = preconditions.path(field).asText("");
    String found = current.path(Json.METADATA).path(field).asText("");
    if (!wanted.isEmpty() && !wanted.equals(found)) {
      throw ApiFailure.conflict(
          path,
          "Precondition failed: "
              + name
              + " in precondition: "
              + wanted
              + ", "
              + name
              + " in object meta: "
              + found);
    }
  }

  /** Only a pod that a kubelet runs has a grace period. */
  private static long grace(ResourcePath path, ObjectNode object, ObjectNode options) {
    boolean runs =
        path.is("", "pods")
            && !object.path("spec").path("nodeName").asText("").isEmpty()
            && !ENDED.contains(object.path("status").path("phase").asText());
    if (!runs) {
      return 0;
    }
    String asked = path.query().getOrDefault("gracePeriodSeconds", "");
    long own = object.path("spec").path("terminationGracePeriodSeconds").asLong(30);
    long wanted = asked.isEmpty() ? own : Long.parseLong(asked);
    return Math.max(0, options.path("gracePeriodSeconds").asLong(wanted));
  }
}
