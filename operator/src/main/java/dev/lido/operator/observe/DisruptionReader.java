package dev.lido.operator.observe;

import dev.lido.operator.observe.End.Kind;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads from a pod who else than its worker ends it. */
final class DisruptionReader {

  /** What kubelets and controllers write as the reason of a pod that they end. */
  private static final Map<String, Kind> POD_REASONS =
      Map.of(
          "Evicted", Kind.EVICTED,
          "Preempting", Kind.PREEMPTED,
          "Preempted", Kind.PREEMPTED,
          "NodeLost", Kind.NODE_LOST,
          "NodeShutdown", Kind.NODE_SHUTDOWN,
          "Shutdown", Kind.NODE_SHUTDOWN,
          "Terminated", Kind.NODE_SHUTDOWN);

  /** The reasons of the condition DisruptionTarget. */
  private static final Map<String, Kind> TARGET_REASONS =
      Map.of(
          "EvictionByEvictionAPI", Kind.EVICTED,
          "TerminationByKubelet", Kind.EVICTED,
          "PreemptionByScheduler", Kind.PREEMPTED,
          "PreemptionByKubeScheduler", Kind.PREEMPTED,
          "DeletionByTaintManager", Kind.NODE_LOST,
          "DeletionByPodGC", Kind.NODE_LOST);

  private DisruptionReader() {}

  /**
   * A disruption.
   *
   * @param kind which
   * @param summary what Kubernetes says of it
   */
  record Disruption(Kind kind, String summary) {

    private static Disruption of(Kind kind, String message) {
      String text = Objects.requireNonNullElse(message, "").strip();
      return new Disruption(kind, text.isEmpty() ? kind.word() : kind.word() + ": " + text);
    }
  }

  /** Returns who ends the pod, or has it ended; empty: nobody but its worker. */
  static Optional<Disruption> disruption(Pod pod) {
    Optional<PodStatus> status = Optional.ofNullable(pod.getStatus());
    return status
        .flatMap(DisruptionReader::byItsReason)
        .or(() -> status.flatMap(DisruptionReader::byItsConditions))
        .or(() -> deletion(pod));
  }

  private static Optional<Disruption> byItsReason(PodStatus status) {
    return Optional.ofNullable(status.getReason())
        .map(POD_REASONS::get)
        .map(kind -> Disruption.of(kind, status.getMessage()));
  }

  private static Optional<Disruption> byItsConditions(PodStatus status) {
    return status.getConditions().stream()
        .filter(c -> "DisruptionTarget".equals(c.getType()) && "True".equals(c.getStatus()))
        .findFirst()
        .map(DisruptionReader::disruption);
  }

  private static Disruption disruption(PodCondition target) {
    String reason = Objects.requireNonNullElse(target.getReason(), "");
    Kind kind = TARGET_REASONS.getOrDefault(reason, Kind.EVICTED);
    String message = Objects.requireNonNullElse(target.getMessage(), "").strip();
    return Disruption.of(kind, message.isEmpty() ? reason : message);
  }

  private static Optional<Disruption> deletion(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        ? Optional.empty()
        : Optional.of(Disruption.of(Kind.DELETED, "somebody deleted the pod"));
  }
}
