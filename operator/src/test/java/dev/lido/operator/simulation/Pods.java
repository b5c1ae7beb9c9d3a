package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.PoolNames;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.util.Map;

/** Changes of pods as kubelets, the scheduler and users make them; pods themselves never change. */
final class Pods {

  private Pods() {}

  static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  static String phase(Pod pod) {
    return pod.getStatus().getPhase();
  }

  static boolean ended(Pod pod) {
    return phase(pod).equals("Failed") || phase(pod).equals("Succeeded");
  }

  static boolean deleting(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  static boolean running(Pod pod) {
    return phase(pod).equals("Running");
  }

  static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  static Pod with(Pod pod, PodStatus status) {
    return new Pod(pod.getApiVersion(), pod.getKind(), pod.getMetadata(), pod.getSpec(), status);
  }

  static Pod with(Pod pod, ObjectMeta metadata) {
    return new Pod(pod.getApiVersion(), pod.getKind(), metadata, pod.getSpec(), pod.getStatus());
  }

  static Pod annotated(Pod pod, Map<String, String> annotations) {
    return with(
        pod, new ObjectMetaBuilder(pod.getMetadata()).addToAnnotations(annotations).build());
  }

  static Pod deleting(Pod pod, String since) {
    return with(pod, new ObjectMetaBuilder(pod.getMetadata()).withDeletionTimestamp(since).build());
  }

  /** A pod in the phase Pending, with a reason why: of the scheduler, or of the kubelet. */
  static Pod pending(Pod pod, String unschedulable, String waiting) {
    PodStatusBuilder status = new PodStatusBuilder().withPhase("Pending");
    if (!unschedulable.isEmpty()) {
      status
          .addNewCondition()
          .withType("PodScheduled")
          .withStatus("False")
          .withReason(unschedulable)
          .withMessage("0/2 nodes are available")
          .endCondition();
    }
    if (!waiting.isEmpty()) {
      status.addToContainerStatuses(
          new ContainerStatusBuilder()
              .withName(PoolNames.WORKER_CONTAINER)
              .withNewState()
              .withNewWaiting("no such image", waiting)
              .endState()
              .build());
    }
    return with(pod, status.build());
  }

  static Pod running(Pod pod, String address, boolean ready, String since) {
    return with(
        pod,
        new PodStatusBuilder()
            .withPhase("Running")
            .withPodIP(address)
            .addToConditions(
                new PodConditionBuilder()
                    .withType("Ready")
                    .withStatus(ready ? "True" : "False")
                    .withLastTransitionTime(since)
                    .build())
            .build());
  }

  static Pod disrupted(Pod pod, String reason, String since) {
    return with(
        pod,
        new PodStatusBuilder(pod.getStatus())
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason(reason)
            .withLastTransitionTime(since)
            .endCondition()
            .build());
  }
}
