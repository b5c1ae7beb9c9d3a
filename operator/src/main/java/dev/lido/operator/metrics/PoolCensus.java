package dev.lido.operator.metrics;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the statuses of all pools say together.
 *
 * @param pools how many pools are in which state
 * @param desired the workers that are asked for
 * @param ready the workers that take children
 * @param notReady the workers that exist and do not
 * @param capacity the children that the ready workers can run at once
 */
record PoolCensus(
    Map<State, Integer> pools, long desired, long ready, long notReady, long capacity) {

  /** The states of a pool, of which it has one. */
  enum State {
    /** As declared. */
    READY,
    /** On the way there, or with something in the way that may go. */
    RECONCILING,
    /** Not on the way any more. */
    STALLED,
    /** Kept at zero. */
    SUSPENDED,
    /** Not looked at yet. */
    UNKNOWN
  }

  static PoolCensus of(Collection<PoolResource> all) {
    Map<State, Integer> states = new EnumMap<>(State.class);
    long desired = 0;
    long ready = 0;
    long replicas = 0;
    long capacity = 0;
    for (PoolResource pool : all) {
      PoolStatus status = Optional.ofNullable(pool.getStatus()).orElseGet(PoolStatus::new);
      states.merge(state(status), 1, Integer::sum);
      desired += number(status.getDesired());
      ready += number(status.getReady());
      replicas += number(status.getReplicas());
      capacity += number(status.getCapacity());
    }
    return new PoolCensus(states, desired, ready, Math.max(0, replicas - ready), capacity);
  }

  private static long number(@Nullable Integer number) {
    return Objects.requireNonNullElse(number, 0);
  }

  private static State state(PoolStatus status) {
    List<Condition> conditions = Objects.requireNonNullElse(status.getConditions(), List.of());
    if (isTrue(conditions, "Stalled")) {
      return State.STALLED;
    }
    if (isTrue(conditions, "Reconciling")) {
      return State.RECONCILING;
    }
    return conditions.stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .findFirst()
        .map(PoolCensus::atRest)
        .orElse(State.UNKNOWN);
  }

  private static State atRest(Condition ready) {
    if ("Suspended".equals(ready.getReason())) {
      return State.SUSPENDED;
    }
    return "True".equals(ready.getStatus()) ? State.READY : State.RECONCILING;
  }

  private static boolean isTrue(List<Condition> conditions, String type) {
    return conditions.stream()
        .anyMatch(c -> type.equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
