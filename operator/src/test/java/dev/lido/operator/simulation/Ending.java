package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.PoolNames;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;

/**
 * How a pod ends.
 *
 * @param exitCode its worker's exit code; below 0: its container was never started
 * @param containerReason what the kubelet says of the container
 * @param podReason what the kubelet says of the pod; empty: nothing
 */
record Ending(int exitCode, String containerReason, String podReason) {

  static final Ending EXIT = new Ending(1, "Error", "");
  static final Ending DONE = new Ending(0, "Completed", "");
  static final Ending OUT_OF_MEMORY = new Ending(137, "OOMKilled", "");
  static final Ending NOT_ALIVE = new Ending(143, "Error", "");
  static final Ending EVICTED = new Ending(137, "Error", "Evicted");
  static final Ending STOPPED = new Ending(143, "Error", "");
  static final Ending REFUSED = new Ending(-1, "", "OutOfcpu");

  Pod of(Pod pod, String now) {
    PodStatusBuilder status = new PodStatusBuilder(conditions(pod));
    status.withPhase(exitCode == 0 ? "Succeeded" : "Failed");
    if (!podReason.isEmpty()) {
      status.withReason(podReason);
    }
    if (exitCode >= 0) {
      status.withContainerStatuses(
          new ContainerStatusBuilder()
              .withName(PoolNames.WORKER_CONTAINER)
              .withNewState()
              .withNewTerminated()
              .withExitCode(exitCode)
              .withReason(containerReason)
              .withFinishedAt(now)
              .endTerminated()
              .endState()
              .build());
    } else {
      status.withContainerStatuses();
    }
    return Pods.with(pod, status.build());
  }

  /** Keeps the DisruptionTarget, and drops readiness. */
  private static PodStatus conditions(Pod pod) {
    return new PodStatusBuilder(pod.getStatus())
        .removeMatchingFromConditions(c -> c.getType().equals("Ready"))
        .build();
  }
}
