package dev.lido.operator;

import dev.lido.crds.v1alpha1.PoolNames;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Says of every pod in a namespace that it runs and is ready, without running anything. Pods of it
 * have no node, so that the API server itself removes them when they are deleted.
 */
final class FakeKubelet implements AutoCloseable {

  private final KubernetesClient client;
  private final SharedIndexInformer<Pod> pods;
  private volatile Predicate<Pod> starts;

  private FakeKubelet(Cluster cluster, Predicate<Pod> starts) {
    this.client = cluster.client();
    this.starts = starts;
    this.pods = client.pods().inNamespace(cluster.namespace()).inform(onChange(this::startIfNew));
  }

  static FakeKubelet startingAll(Cluster cluster) {
    return new FakeKubelet(cluster, pod -> true);
  }

  static FakeKubelet starting(Cluster cluster, Predicate<Pod> starts) {
    return new FakeKubelet(cluster, starts);
  }

  /** From now on other pods are started. */
  void start(Predicate<Pod> others) {
    starts = others;
    pods.getStore().list().forEach(this::startIfNew);
  }

  /** Says that the worker of a pod exited. */
  void exit(Pod pod, int code, String output) {
    write(pod, current -> exited(code, output));
  }

  /** Says that a pod was evicted from its node. */
  void evict(Pod pod) {
    write(
        pod,
        current ->
            new PodStatusBuilder()
                .withPhase("Failed")
                .withReason("Evicted")
                .withMessage("The node was low on resource: memory")
                .build());
  }

  /** Says that no node has room for a pod. */
  void refuseToSchedule(Pod pod) {
    write(
        pod,
        current ->
            new PodStatusBuilder()
                .withPhase("Pending")
                .addToConditions(
                    new PodConditionBuilder()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage("0/3 nodes are available: 3 Insufficient cpu.")
                        .build())
                .build());
  }

  /** Says that the image of a pod's worker cannot be had. */
  void failToPull(Pod pod, String message) {
    write(
        pod,
        current ->
            new PodStatusBuilder()
                .withPhase("Pending")
                .addToContainerStatuses(
                    new ContainerStatusBuilder()
                        .withName(PoolNames.WORKER_CONTAINER)
                        .withImage("example.com/worker:1")
                        .withImageID("")
                        .withReady(false)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewWaiting(message, "ErrImagePull")
                        .endState()
                        .build())
                .build());
  }

  /** Says something of a pod's worker, as the kubelet 1.36 does it. */
  void say(Pod pod, String reason, String message, Instant when) {
    String time = when.truncatedTo(ChronoUnit.SECONDS).toString();
    client
        .v1()
        .events()
        .inNamespace(pod.getMetadata().getNamespace())
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName() + "." + reason.toLowerCase(Locale.ROOT))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .withFieldPath("spec.containers{worker}")
                .endInvolvedObject()
                .withReason(reason)
                .withMessage(message)
                .withType(reason.equals("Killing") ? "Normal" : "Warning")
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withNewSource("kubelet", "node-1")
                .withReportingComponent("kubelet")
                .withReportingInstance("node-1")
                .build())
        .create();
  }

  private void startIfNew(Pod pod) {
    boolean isNew = pod.getStatus() == null || "Pending".equals(pod.getStatus().getPhase());
    if (isNew && pod.getMetadata().getDeletionTimestamp() == null && starts.test(pod)) {
      write(pod, current -> running());
    }
  }

  private void write(Pod pod, Function<Pod, PodStatus> status) {
    try {
      client
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .editStatus(
              current -> {
                current.setStatus(status.apply(current));
                return current;
              });
    } catch (KubernetesClientException gone) {
      // Deleted, or changed by another: there will be an event.
    }
  }

  private static PodStatus running() {
    String now = Instant.now().toString();
    return new PodStatusBuilder()
        .withPhase("Running")
        .withPodIP("127.0.0.1")
        .addNewPodIP()
        .withIp("127.0.0.1")
        .endPodIP()
        .addToConditions(
            new PodConditionBuilder()
                .withType("Ready")
                .withStatus("True")
                .withLastTransitionTime(now)
                .build())
        .build();
  }

  private static PodStatus exited(int code, String output) {
    return new PodStatusBuilder()
        .withPhase(code == 0 ? "Succeeded" : "Failed")
        .addToContainerStatuses(
            new ContainerStatusBuilder()
                .withName(PoolNames.WORKER_CONTAINER)
                .withImage("example.com/worker:1")
                .withImageID("")
                .withReady(false)
                .withRestartCount(0)
                .withState(
                    new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(code)
                        .withReason(code == 0 ? "Completed" : "Error")
                        .withMessage(output)
                        .withFinishedAt(Instant.now().toString())
                        .endTerminated()
                        .build())
                .build())
        .build();
  }

  private static ResourceEventHandler<Pod> onChange(Consumer<Pod> action) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(Pod pod) {
        action.accept(pod);
      }

      @Override
      public void onUpdate(Pod before, Pod pod) {
        action.accept(pod);
      }

      @Override
      public void onDelete(Pod pod, boolean unknown) {}
    };
  }

  @Override
  public void close() {
    pods.close();
  }
}
