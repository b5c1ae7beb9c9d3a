package dev.lido.operator.observe;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.operator.observe.DisruptionReader.Disruption;
import dev.lido.operator.observe.End.Kind;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads from a pod how its worker ended. */
final class EndReader {

  private static final int LONGEST_OUTPUT = 600;

  /** Shells and runtimes add it to the number of the signal that ended a process. */
  private static final int SIGNALLED = 128;

  private static final int HIGHEST_SIGNAL = 64;

  /** Every JVM begins with them, and they may hold a secret. */
  private static final Pattern JVM_OPTIONS =
      Pattern.compile("(?m)^(NOTE: )?Picked up \\w+: .*\\R?");

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8,
          "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  private EndReader() {}

  /** Reads an ended pod. */
  static End end(Pod pod, boolean drained) {
    PodStatus status = pod.getStatus();
    Optional<ContainerStateTerminated> exit = exit(status);
    Instant at = at(pod, exit);
    if (drained) {
      return new End(at, Kind.REMOVED, summary(pod, exit));
    }
    Optional<Disruption> disruption = DisruptionReader.disruption(pod);
    if (disruption.isPresent()) {
      return new End(at, disruption.get().kind(), disruption.get().summary());
    }
    return new End(at, ownKind(status, exit), summary(pod, exit));
  }

  /** Reads a pod that somebody else than the operator deletes, and whose worker has not ended. */
  static Optional<End> leaving(Pod pod, boolean drained) {
    String deletion = pod.getMetadata().getDeletionTimestamp();
    return deletion == null || drained
        ? Optional.empty()
        : DisruptionReader.disruption(pod)
            .map(
                disruption ->
                    new End(
                        WorkerReader.time(deletion).orElse(Instant.EPOCH),
                        disruption.kind(),
                        disruption.summary()));
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

  private static Kind ownKind(PodStatus status, Optional<ContainerStateTerminated> exit) {
    if ("DeadlineExceeded".equals(status.getReason())) {
      return Kind.DEADLINE_EXCEEDED;
    }
    if (exit.isEmpty()) {
      return Kind.REJECTED;
    }
    if ("OOMKilled".equals(exit.get().getReason())) {
      return Kind.OUT_OF_MEMORY;
    }
    return signal(exit.get()).isPresent() ? Kind.KILLED : Kind.EXITED;
  }

  private static Optional<Integer> signal(ContainerStateTerminated exit) {
    int signal = exit.getSignal() == null ? 0 : exit.getSignal();
    int told = signal > 0 ? signal : exit.getExitCode() - SIGNALLED;
    return told > 0 && told <= HIGHEST_SIGNAL ? Optional.of(told) : Optional.empty();
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
        + signal(exit).map(s -> ", signal " + SIGNALS.getOrDefault(s, s.toString())).orElse("")
        + ")"
        + output(exit.getMessage());
  }

  private static String text(String text, String otherwise) {
    return text == null || text.isBlank() ? otherwise : text;
  }

  private static String output(String message) {
    String text = JVM_OPTIONS.matcher(text(message, "")).replaceAll("").strip();
    if (text.isEmpty()) {
      return "";
    }
    return ": "
        + (text.length() > LONGEST_OUTPUT
            ? "…" + text.substring(text.length() - LONGEST_OUTPUT)
            : text);
  }
}
