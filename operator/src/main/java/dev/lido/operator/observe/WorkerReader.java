package dev.lido.operator.observe;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.operator.observe.Worker.State;
import dev.lido.operator.pod.Marks;
import dev.lido.operator.pod.Ownership;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads workers from pods. */
public final class WorkerReader {

  private static final Instant LONG_AGO = Instant.EPOCH;

  private WorkerReader() {}

  /** Returns the workers among these pods that the pool with this UID owns. */
  public static List<Worker> workers(String poolUid, Collection<Pod> pods) {
    return pods.stream().flatMap(pod -> owned(poolUid, pod).stream()).toList();
  }

  /** The same of pods that a cache holds. A pod's owner never changes. */
  static List<Worker> workers(String poolUid, Collection<Pod> cached, Readings readings) {
    return cached.stream()
        .flatMap(pod -> readings.of(poolUid, pod, p -> owned(poolUid, p)).stream())
        .toList();
  }

  private static Optional<Worker> owned(String poolUid, Pod pod) {
    return Ownership.isBy(poolUid, pod) ? worker(poolUid, pod) : Optional.empty();
  }

  private static Optional<Worker> worker(String poolUid, Pod pod) {
    Map<String, String> labels = orEmpty(pod.getMetadata().getLabels());
    Optional<Integer> partition = read(labels.get(PoolNames.PARTITION), Integer::valueOf);
    Optional<Integer> slot = read(labels.get(PoolNames.SLOT), Integer::valueOf);
    return partition.flatMap(p -> slot.map(s -> worker(poolUid, pod, p, s)));
  }

  private static Worker worker(String poolUid, Pod pod, int partition, int slot) {
    Map<String, String> marks = orEmpty(pod.getMetadata().getAnnotations());
    boolean drained = marks.containsKey(Marks.DRAINING);
    String predecessor = marks.getOrDefault(Marks.PREDECESSOR, poolUid);
    return new Worker(
        new WorkerId(
            partition, slot, pod.getMetadata().getName(), pod.getMetadata().getUid(), predecessor),
        Objects.requireNonNullElse(pod.getMetadata().getResourceVersion(), ""),
        orEmpty(pod.getMetadata().getLabels()).getOrDefault(Marks.REVISION, ""),
        time(pod.getMetadata().getCreationTimestamp()).orElse(LONG_AGO),
        state(pod, drained),
        read(marks.get(Marks.DRAINING), Instant::parse),
        read(marks.get(Marks.HELD), Long::valueOf),
        HistoryJson.read(marks.get(Marks.HISTORY)),
        ContactReader.contact(pod),
        TroubleReader.trouble(pod),
        EndReader.leaving(pod, drained));
  }

  private static State state(Pod pod, boolean drained) {
    if (pod.getStatus() == null) {
      return new State.Waiting(isDeleting(pod));
    }
    return switch (Objects.requireNonNullElse(pod.getStatus().getPhase(), "Pending")) {
      case "Succeeded", "Failed" -> new State.Ended(isDeleting(pod), EndReader.end(pod, drained));
      case "Running" -> new State.Running(isDeleting(pod), readySince(pod));
      default -> new State.Waiting(isDeleting(pod));
    };
  }

  private static boolean isDeleting(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  private static Optional<Instant> readySince(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()))
        .findFirst()
        .map(c -> time(c.getLastTransitionTime()).orElse(LONG_AGO));
  }

  /** Reads a Kubernetes time. */
  static Optional<Instant> time(@Nullable String text) {
    return read(text, Instant::parse);
  }

  private static <T> Optional<T> read(@Nullable String text, Function<String, T> reader) {
    try {
      return Optional.ofNullable(text).map(reader);
    } catch (NumberFormatException | DateTimeParseException spoilt) {
      return Optional.empty();
    }
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
