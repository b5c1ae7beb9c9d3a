package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.operator.pod.Marks;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;

/**
 * What is true of one worker, as the API server and its machine have it.
 *
 * @param marked whether its pod says that it is drained
 */
record Fact(
    String uid,
    String name,
    int partition,
    int slot,
    String predecessor,
    String revision,
    boolean serving,
    boolean ready,
    boolean ended,
    boolean marked,
    int children,
    boolean reachable) {

  static Fact of(Pod pod, Machine machine) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    Map<String, String> marks = pod.getMetadata().getAnnotations();
    boolean marked = marks.containsKey(Marks.DRAINING);
    boolean serving = !Pods.ended(pod) && !Pods.deleting(pod) && !marked;
    return new Fact(
        Pods.uid(pod),
        pod.getMetadata().getName(),
        Integer.parseInt(labels.get(PoolNames.PARTITION)),
        Integer.parseInt(labels.get(PoolNames.SLOT)),
        marks.getOrDefault(Marks.PREDECESSOR, ""),
        labels.getOrDefault(Marks.REVISION, ""),
        serving,
        serving && Pods.running(pod) && Pods.ready(pod),
        Pods.ended(pod),
        marked,
        machine.children,
        machine.reachable);
  }

  boolean sharesSlot(Fact other) {
    return partition == other.partition && slot == other.slot;
  }

  /** Returns what is true now of the workers of the pool that has this UID. */
  static List<Fact> all(ApiServer server, String poolUid) {
    return server.pods.all().stream()
        .filter(pod -> pod.getMetadata().getOwnerReferences().getFirst().getUid().equals(poolUid))
        .map(pod -> of(pod, server.machine(pod)))
        .toList();
  }
}
