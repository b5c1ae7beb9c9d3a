package dev.lido.operator.kubelet;

import dev.lido.crds.v1alpha1.PoolNames;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a kubelet said of a worker's container, perhaps more than once.
 *
 * @param what what it said
 * @param first when it was said first
 * @param last when it was said last
 */
public record KubeletEvent(What what, Instant first, Instant last) {

  /** As the field path of an event names the container of a worker. */
  static final String CONTAINER = "spec.containers{" + PoolNames.WORKER_CONTAINER + "}";

  /** What a kubelet says that tells why a worker ended. */
  public enum What {
    /** The liveness probe failed. */
    LIVENESS_FAILED,
    /** The startup probe failed. */
    STARTUP_FAILED,
    /** It stops the container. */
    STOPPING
  }

  /** Reads an event; empty if it is of no worker's container, or does not tell why one ends. */
  public static Optional<KubeletEvent> read(Event event) {
    return CONTAINER.equals(event.getInvolvedObject().getFieldPath())
        ? what(event).map(what -> new KubeletEvent(what, first(event), last(event)))
        : Optional.empty();
  }

  private static Optional<What> what(Event event) {
    return switch (Objects.requireNonNullElse(event.getReason(), "")) {
      case "Killing" -> Optional.of(What.STOPPING);
      case "Unhealthy" -> failure(Objects.requireNonNullElse(event.getMessage(), ""));
      default -> Optional.empty();
    };
  }

  /** Messages that differ may be written as one, which begins with other words. */
  private static Optional<What> failure(String message) {
    if (message.contains("Liveness probe failed")) {
      return Optional.of(What.LIVENESS_FAILED);
    }
    return message.contains("Startup probe failed")
        ? Optional.of(What.STARTUP_FAILED)
        : Optional.empty();
  }

  private static Instant first(Event event) {
    return time(event.getFirstTimestamp(), event);
  }

  private static Instant last(Event event) {
    return time(event.getLastTimestamp(), event);
  }

  private static Instant time(String time, Event event) {
    return Instant.parse(
        Objects.requireNonNullElse(time, event.getMetadata().getCreationTimestamp()));
  }
}
