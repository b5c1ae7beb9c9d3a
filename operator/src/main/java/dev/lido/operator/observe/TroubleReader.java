package dev.lido.operator.observe;

import dev.lido.operator.observe.Trouble.Kind;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from a pod that takes no children what keeps it. */
final class TroubleReader {

  private static final Set<String> IMAGE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable");
  private static final Set<String> CONTAINER =
      Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

  private TroubleReader() {}

  static Optional<Trouble> trouble(Pod pod) {
    PodStatus status = pod.getStatus();
    return switch (status == null ? "" : Objects.requireNonNullElse(status.getPhase(), "")) {
      case "Pending" -> unschedulable(status).or(() -> waiting(status));
      case "Running" -> notReady(status);
      default -> Optional.empty();
    };
  }

  private static Optional<Trouble> notReady(PodStatus status) {
    return status.getConditions().stream()
        .filter(c -> "Ready".equals(c.getType()) && !"True".equals(c.getStatus()))
        .findFirst()
        .flatMap(c -> WorkerReader.time(c.getLastTransitionTime()))
        .map(since -> new Trouble(Kind.NOT_READY, since, "runs, and is not ready since " + since));
  }

  private static Optional<Trouble> unschedulable(PodStatus status) {
    return status.getConditions().stream()
        .filter(c -> "PodScheduled".equals(c.getType()) && "Unschedulable".equals(c.getReason()))
        .findFirst()
        .map(c -> new Trouble(Kind.UNSCHEDULABLE, Instant.EPOCH, message(c.getMessage())));
  }

  private static Optional<Trouble> waiting(PodStatus status) {
    return Stream.concat(
            status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull)
        .map(ContainerState::getWaiting)
        .filter(Objects::nonNull)
        .flatMap(waiting -> trouble(waiting).stream())
        .findFirst();
  }

  private static Optional<Trouble> trouble(ContainerStateWaiting waiting) {
    String reason = Objects.requireNonNullElse(waiting.getReason(), "");
    String message = reason + ": " + message(waiting.getMessage());
    if (IMAGE.contains(reason)) {
      return Optional.of(new Trouble(Kind.UNPULLABLE, Instant.EPOCH, message));
    }
    return CONTAINER.contains(reason)
        ? Optional.of(new Trouble(Kind.UNSTARTABLE, Instant.EPOCH, message))
        : Optional.empty();
  }

  private static String message(String message) {
    return Objects.requireNonNullElse(message, "no reason given");
  }
}
