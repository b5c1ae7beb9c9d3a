package dev.lido.operator.event;

import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes notes as events of the core API. There is one event for each pool and reason, whose count
 * goes up: however often something happens, and whoever writes.
 */
final class EventStore {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final String COMPONENT = "lido-operator";

  private final KubernetesClient client;
  private final String instance;

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
    Resource<Event> event =
        client.v1().events().inNamespace(note.pool().namespace()).withName(name(note));
    try {
      client.v1().events().inNamespace(note.pool().namespace()).resource(event(note)).create();
    } catch (KubernetesClientException exists) {
      if (exists.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw exists;
      }
      Event before = event.get();
      if (before != null) {
        event.patch(MERGE, Serialization.asJson(change(before, note)));
      }
    }
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

  private static Map<String, Object> change(Event before, Note note) {
    int count = Objects.requireNonNullElse(before.getCount(), 1) + note.count();
    return Map.of(
        "metadata", Map.of("resourceVersion", before.getMetadata().getResourceVersion()),
        "type", type(note),
        "message", note.message(),
        "count", count,
        "lastTimestamp", time(note.last()));
  }

  private static String type(Note note) {
    return note.warning() ? "Warning" : "Normal";
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
