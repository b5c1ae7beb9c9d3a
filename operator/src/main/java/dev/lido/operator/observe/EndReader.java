package dev.lido.operator.observe;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.operator.observe.End.Cause;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from an ended pod how its worker ended. */
final class EndReader {

  /** What the kubelet and the controllers write as the reason of a pod that they end. */
  private static final Set<String> DISRUPTIONS =
      Set.of(
          "Evicted",
          "Preempting",
          "Preempted",
          "NodeLost",
          "NodeShutdown",
          "Shutdown",
          "Terminated");

  private static final int LONGEST_OUTPUT = 600;

  private EndReader() {}

  static End end(Pod pod, boolean removed) {
    Optional<ContainerStateTerminated> exit = exit(pod.getStatus());
    return new End(at(pod, exit), cause(pod.getStatus(), exit, removed), summary(pod, exit));
  }

  /** The worker's exit, or that of another container which kept the worker from starting. */
  private static Optional<ContainerStateTerminated> exit(PodStatus status) {
    return exits(
            status.getContainerStatuses().stream()
                .filter(container -> PoolNames.WORKER_CONTAINER.equals(container.getName())))
        .or(() -> failure(status.getInitContainerStatuses()))
        .or(() -> failure(status.getContainerStatuses()));
  }

  private static Optional<ContainerStateTerminated> failure(List<ContainerStatus> containers) {
    return exits(containers.stream()).filter(exit -> exit.getExitCode() != 0);
  }

  private static Optional<ContainerStateTerminated> exits(Stream<ContainerStatus> containers) {
    return containers
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull)
        .map(ContainerState::getTerminated)
        .filter(Objects::nonNull)
        .max(Comparator.comparingInt(ContainerStateTerminated::getExitCode));
  }

  private static Cause cause(
      PodStatus status, Optional<ContainerStateTerminated> exit, boolean removed) {
    if (removed || isDisrupted(status)) {
      return Cause.DISRUPTED;
    }
    return exit.isPresent() ? Cause.OWN : Cause.REFUSED;
  }

  private static boolean isDisrupted(PodStatus status) {
    return (status.getReason() != null && DISRUPTIONS.contains(status.getReason()))
        || status.getConditions().stream()
            .anyMatch(c -> "DisruptionTarget".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static Instant at(Pod pod, Optional<ContainerStateTerminated> exit) {
    Stream<String> conditions =
        pod.getStatus().getConditions().stream().map(PodCondition::getLastTransitionTime);
    return exit.flatMap(e -> WorkerReader.time(e.getFinishedAt()))
        .or(() -> latest(conditions))
        .or(() -> WorkerReader.time(pod.getMetadata().getCreationTimestamp()))
        .orElse(Instant.EPOCH);
  }

  private static Optional<Instant> latest(Stream<String> times) {
    return times.flatMap(t -> WorkerReader.time(t).stream()).max(Instant::compareTo);
  }

  private static String summary(Pod pod, Optional<ContainerStateTerminated> exit) {
    return exit.map(EndReader::summary)
        .orElseGet(
            () ->
                text(pod.getStatus().getReason(), "not started")
                    + output(pod.getStatus().getMessage()));
  }

  private static String summary(ContainerStateTerminated exit) {
    return "exit code "
        + exit.getExitCode()
        + " ("
        + text(exit.getReason(), "no reason given")
        + ")"
        + output(exit.getMessage());
  }

  private static String text(String text, String otherwise) {
    return text == null || text.isBlank() ? otherwise : text;
  }

  private static String output(String message) {
    String text = text(message, "").strip();
    if (text.isEmpty()) {
      return "";
    }
    return ": "
        + (text.length() > LONGEST_OUTPUT
            ? "…" + text.substring(text.length() - LONGEST_OUTPUT)
            : text);
  }
}
