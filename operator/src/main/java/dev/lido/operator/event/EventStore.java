package dev.lido.operator.event;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.apply.LeanWrite;
import dev.lido.operator.memory.Latest;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Writes notes as events of the core API. There is one event for each pool and reason, whose count
 * goes up: however often something happens, and whoever writes. It remembers what it wrote, so that
 * writing it again takes one request. Not thread-safe.
 */
final class EventStore {

  private static final String COMPONENT = "lido-operator";
  private static final int MEMORY = 10_000;

  private final KubernetesClient client;
  private final String instance;
  private final Map<Note.Key, Written> memory = new Latest<>(MEMORY);

  /** An event as it was written last. */
  private record Written(String version, int count) {}

  EventStore(KubernetesClient client, String instance) {
    this.client = client;
    this.instance = instance;
  }

  /**
   * Writes a note.
   *
   * @throws KubernetesClientException if it could not be written
   */
  void write(Note note) {
    Optional<Written> known = Optional.ofNullable(memory.remove(note.key()));
    known
        .flatMap(before -> change(before, note))
        .or(() -> create(note))
        .or(() -> read(note).flatMap(before -> change(before, note)))
        .ifPresent(written -> memory.put(note.key(), written));
  }

  /** Returns empty if there is one already. */
  private Optional<Written> create(Note note) {
    try {
      String version = LeanWrite.create(client, path(note), Serialization.asJson(event(note)));
      return Optional.of(new Written(version, note.count()));
    } catch (KubernetesClientException exists) {
      return absentIf(exists, HttpURLConnection.HTTP_CONFLICT);
    }
  }

  private Optional<Written> read(Note note) {
    Event event =
        client.v1().events().inNamespace(note.pool().namespace()).withName(name(note)).get();
    return Optional.ofNullable(event)
        .map(
            found ->
                new Written(
                    found.getMetadata().getResourceVersion(),
                    Objects.requireNonNullElse(found.getCount(), 1)));
  }

  /** Returns empty if it is no longer as it was, or has expired. */
  private Optional<Written> change(Written before, Note note) {
    int count = before.count() + note.count();
    Map<String, Object> change =
        Map.of(
            "metadata", Map.of("resourceVersion", before.version()),
            "type", type(note),
            "message", note.message(),
            "count", count,
            "lastTimestamp", time(note.last()));
    try {
      String path = path(note) + "/" + name(note);
      String version = LeanWrite.patch(client, path, Serialization.asJson(change));
      return Optional.of(new Written(version, count));
    } catch (KubernetesClientException changed) {
      return absentIf(changed, HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND);
    }
  }

  private static Optional<Written> absentIf(KubernetesClientException refused, int... codes) {
    if (IntStream.of(codes).anyMatch(code -> code == refused.getCode())) {
      return Optional.empty();
    }
    throw refused;
  }

  private static String path(Note note) {
    return "/api/v1/namespaces/" + note.pool().namespace() + "/events";
  }

  private static String name(Note note) {
    String key = note.pool().uid() + "/" + note.reason();
    return note.pool().name()
        + "."
        + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Event event(Note note) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(name(note))
        .withNamespace(note.pool().namespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(HasMetadata.getApiVersion(PoolResource.class))
        .withKind(HasMetadata.getKind(PoolResource.class))
        .withNamespace(note.pool().namespace())
        .withName(note.pool().name())
        .withUid(note.pool().uid())
        .endInvolvedObject()
        .withType(type(note))
        .withReason(note.reason())
        .withMessage(note.message())
        .withCount(note.count())
        .withFirstTimestamp(time(note.first()))
        .withLastTimestamp(time(note.last()))
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withReportingInstance(instance)
        .build();
  }

  private static String type(Note note) {
    return note.warning() ? "Warning" : "Normal";
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
