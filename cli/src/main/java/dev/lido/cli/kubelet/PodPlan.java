package dev.lido.cli.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the local kubelet needs to know of a pod to run it.
 *
 * @param pod the pod
 * @param container its only container
 * @param grace how long its process may take to end after SIGTERM
 */
record PodPlan(Pod pod, Container container, Duration grace) {

  private static final long DEFAULT_GRACE_SECONDS = 30;

  /**
   * Reads a pod.
   *
   * @throws PodRefusedException if the local kubelet cannot run it
   */
  static PodPlan of(Pod pod) {
    PodSpec spec = pod.getSpec();
    require(
        "Never".equals(spec.getRestartPolicy()), "restartPolicy Never only: write it in the pod");
    require(spec.getInitContainers().isEmpty(), "no initContainers: leave them out");
    require(spec.getContainers().size() == 1, "pods of one container only: leave the others out");
    long grace =
        Optional.ofNullable(spec.getTerminationGracePeriodSeconds()).orElse(DEFAULT_GRACE_SECONDS);
    return new PodPlan(pod, spec.getContainers().getFirst(), Duration.ofSeconds(grace));
  }

  private static void require(boolean met, String what) {
    if (!met) {
      throw new PodRefusedException("the local kubelet runs " + what);
    }
  }

  List<Integer> ports() {
    return container.getPorts().stream().map(ContainerPort::getContainerPort).toList();
  }

  /**
   * Returns the declared port that a probe or a Service means.
   *
   * @throws PodRefusedException if no port has that name
   */
  int port(IntOrString port) {
    if (port.getStrVal() == null) {
      return port.getIntVal();
    }
    return container.getPorts().stream()
        .filter(declared -> port.getStrVal().equals(declared.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow(
            () -> new PodRefusedException("no container port is named " + port.getStrVal()));
  }
}
