package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.OnExhausted;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolSettings.Supervision;
import dev.lido.operator.pod.Marks;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows from what really happened when ended workers may be replaced, in partitions in which nothing
 * but workers' own ends happened since the first of them.
 */
final class Intensity {

  private record OwnEnd(String uid, String name, Instant at) {}

  private record Decided(OwnEnd end, int level, Instant until) {}

  private static final class Partition {
    final List<OwnEnd> open = new ArrayList<>();
    final List<Decided> decided = new ArrayList<>();
    boolean disturbed;

    boolean untouched() {
      return open.isEmpty() && decided.isEmpty();
    }
  }

  private final Map<Integer, Partition> partitions = new HashMap<>();
  private final VirtualClock clock;

  Intensity(VirtualClock clock) {
    this.clock = clock;
  }

  /** A worker ended by its own doing. */
  void ended(Pod pod) {
    int partition = Integer.parseInt(pod.getMetadata().getLabels().get(PoolNames.PARTITION));
    Instant at = Instant.parse(clock.written());
    of(partition).open.add(new OwnEnd(Pods.uid(pod), pod.getMetadata().getName(), at));
  }

  /** Something else happened: what was before is not known well enough any more. */
  void disturb(int partition) {
    if (!of(partition).untouched()) {
      of(partition).disturbed = true;
    }
  }

  /** A worker ended of which nobody wants another: such ends are forgiven. */
  void forgiven(int partition) {
    of(partition).disturbed = true;
  }

  /** Something happened that concerns all partitions. */
  void disturbAll() {
    partitions.keySet().forEach(this::disturb);
  }

  /** There is a new pool. */
  void forget() {
    partitions.clear();
  }

  /** A worker was created: if it replaces one that ended by itself, it must have been time. */
  void replaced(Pod pod, Supervision supervision) {
    Partition partition =
        of(Integer.parseInt(pod.getMetadata().getLabels().get(PoolNames.PARTITION)));
    String predecessor = pod.getMetadata().getAnnotations().get(Marks.PREDECESSOR);
    Optional<OwnEnd> end =
        partition.open.stream().filter(e -> e.uid().equals(predecessor)).findFirst();
    if (partition.disturbed || end.isEmpty()) {
      return;
    }
    Decided decided = decide(partition, end.get(), supervision);
    Rule.INTENSITY.check(
        !clock.instant().isBefore(decided.until()),
        pod.getMetadata().getName() + " may not be created before " + decided.until());
    partition.open.remove(end.get());
    partition.decided.add(decided);
  }

  /** Replacements are stopped: the partition must be over its intensity. */
  void held(Pod pod, Supervision supervision) {
    Partition partition =
        of(Integer.parseInt(pod.getMetadata().getLabels().get(PoolNames.PARTITION)));
    boolean over =
        partition.open.stream().anyMatch(e -> decide(partition, e, supervision).level() > 0);
    Rule.INTENSITY.check(
        over || partition.disturbed, pod.getMetadata().getName() + " is held within the intensity");
  }

  /**
   * Goes through all ends in the order of time, up to the wanted one. Of those in the same second
   * come first the decided ones, in the order in which they were.
   */
  private static Decided decide(Partition partition, OwnEnd wanted, Supervision supervision) {
    Map<OwnEnd, Decided> decided =
        partition.decided.stream().collect(Collectors.toMap(Decided::end, d -> d));
    List<OwnEnd> ends =
        Stream.concat(
                partition.decided.stream().map(Decided::end),
                partition.open.stream().sorted(Comparator.comparing(OwnEnd::name)))
            .sorted(Comparator.comparing(OwnEnd::at))
            .toList();
    List<Decided> known = new ArrayList<>();
    for (OwnEnd end : ends.subList(0, ends.indexOf(wanted) + 1)) {
      Decided before = decided.get(end);
      known.add(before == null ? next(known, end, supervision) : before);
    }
    return known.getLast();
  }

  private static Decided next(List<Decided> known, OwnEnd end, Supervision supervision) {
    Optional<Decided> last =
        known.isEmpty() ? Optional.empty() : Optional.of(known.getLast()).filter(d -> d.level > 0);
    boolean stop = supervision.onExhausted() == OnExhausted.Stop;
    if (last.filter(d -> stop || end.at().isBefore(d.until())).isPresent()) {
      return new Decided(end, last.get().level(), last.get().until());
    }
    if (last.filter(d -> end.at().isBefore(d.until().plus(supervision.within()))).isPresent()) {
      return held(end, last.get().level() + 1, stop);
    }
    Instant since = end.at().minus(supervision.within());
    long ends = 1 + known.stream().filter(d -> d.end().at().isAfter(since)).count();
    return ends > supervision.maxRestarts() ? held(end, 1, stop) : new Decided(end, 0, end.at());
  }

  private static Decided held(OwnEnd end, int level, boolean stop) {
    long seconds = Math.min(300, 5L << Math.min(level - 1, 10));
    return new Decided(end, level, stop ? Instant.MAX : end.at().plus(Duration.ofSeconds(seconds)));
  }

  private Partition of(int partition) {
    return partitions.computeIfAbsent(partition, p -> new Partition());
  }
}
