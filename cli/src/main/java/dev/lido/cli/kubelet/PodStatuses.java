package dev.lido.cli.kubelet;

import dev.lido.cli.process.ChildProcess;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a pod's state as a kubelet does. One for each pod, used by one thread. */
final class PodStatuses {

  private final Container container;
  private final String containerId;
  private final InstantSource clock;
  private final Map<String, PodCondition> conditions = new HashMap<>();

  PodStatuses(Pod pod, InstantSource clock) {
    this.container = pod.getSpec().getContainers().getFirst();
    this.containerId = "process://" + pod.getMetadata().getUid();
    this.clock = clock;
  }

  PodStatus of(PodState state) {
    return switch (state) {
      case PodState.Unschedulable unschedulable -> unschedulable(unschedulable);
      case PodState.Refused refused -> refused(refused);
      case PodState.Running running -> running(running);
      case PodState.Ended ended -> ended(ended);
    };
  }

  private PodStatus unschedulable(PodState.Unschedulable state) {
    return new PodStatusBuilder()
        .withPhase("Pending")
        .withConditions(condition("PodScheduled", false, "Unschedulable", state.why()))
        .build();
  }

  private PodStatus refused(PodState.Refused state) {
    return new PodStatusBuilder()
        .withPhase("Failed")
        .withReason("NotSupported")
        .withMessage(state.why())
        .withConditions(conditions(false, "PodFailed"))
        .build();
  }

  private PodStatus running(PodState.Running state) {
    ContainerStatus status =
        container(state.ready())
            .withStarted(state.started())
            .withState(
                new ContainerStateBuilder()
                    .withNewRunning()
                    .withStartedAt(time(state.since()))
                    .endRunning()
                    .build())
            .build();
    return placed(state.ip(), state.since())
        .withPhase("Running")
        .withConditions(conditions(state.ready(), "ContainersNotReady"))
        .withContainerStatuses(status)
        .build();
  }

  private PodStatus ended(PodState.Ended state) {
    boolean well = state.exitCode() == 0;
    ContainerStatus status =
        container(false)
            .withStarted(false)
            .withState(
                new ContainerStateBuilder()
                    .withNewTerminated()
                    .withContainerID(containerId)
                    .withExitCode(state.exitCode())
                    .withSignal(ChildProcess.signal(state.exitCode()).orElse(null))
                    .withReason(well ? "Completed" : "Error")
                    .withMessage(message(state))
                    .withStartedAt(time(state.since()))
                    .withFinishedAt(time(state.at()))
                    .endTerminated()
                    .build())
            .build();
    return placed(state.ip(), state.since())
        .withPhase(well ? "Succeeded" : "Failed")
        .withConditions(conditions(false, well ? "PodCompleted" : "PodFailed"))
        .withContainerStatuses(status)
        .build();
  }

  private String message(PodState.Ended state) {
    boolean fromOutput =
        state.exitCode() != 0
            && "FallbackToLogsOnError".equals(container.getTerminationMessagePolicy());
    String output = fromOutput ? state.output() : "";
    return state.why().map(why -> why + (output.isEmpty() ? "" : "\n" + output)).orElse(output);
  }

  private static PodStatusBuilder placed(String ip, Instant since) {
    return new PodStatusBuilder()
        .withHostIP("127.0.0.1")
        .withPodIP(ip)
        .addNewPodIP(ip)
        .withStartTime(time(since));
  }

  private ContainerStatusBuilder container(boolean ready) {
    return new ContainerStatusBuilder()
        .withName(container.getName())
        .withImage(Optional.ofNullable(container.getImage()).orElse(""))
        .withImageID("")
        .withContainerID(containerId)
        .withRestartCount(0)
        .withReady(ready);
  }

  private List<PodCondition> conditions(boolean ready, String whyNot) {
    String reason = ready ? "" : whyNot;
    return List.of(
        condition("PodScheduled", true, "", ""),
        condition("Initialized", true, "", ""),
        condition("ContainersReady", ready, reason, ""),
        condition("Ready", ready, reason, ""));
  }

  private PodCondition condition(String type, boolean holds, String reason, String message) {
    String status = holds ? "True" : "False";
    Optional<String> since =
        Optional.ofNullable(conditions.get(type))
            .filter(before -> status.equals(before.getStatus()))
            .map(PodCondition::getLastTransitionTime);
    PodCondition now =
        new PodConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason.isEmpty() ? null : reason)
            .withMessage(message.isEmpty() ? null : message)
            .withLastTransitionTime(since.orElseGet(() -> time(clock.instant())))
            .build();
    conditions.put(type, now);
    return now;
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
