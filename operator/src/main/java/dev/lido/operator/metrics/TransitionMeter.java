package dev.lido.operator.metrics;

import dev.lido.operator.event.Announcer;
import dev.lido.operator.event.Transition;
import dev.lido.operator.observe.End;
import dev.lido.operator.observe.PoolId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts what happens to pools, and why workers are replaced. It is thread-safe. */
public final class TransitionMeter implements Announcer {

  private static final Map<String, End.Kind> ENDS =
      Arrays.stream(End.Kind.values())
          .filter(kind -> kind != End.Kind.REMOVED)
          .collect(Collectors.toMap(kind -> "Worker" + kind.word(), Function.identity()));

  private final MeterRegistry registry;

  /** Makes one; every way to end is there from the beginning, so that rates can be had of it. */
  public TransitionMeter(MeterRegistry registry) {
    this.registry = registry;
    ENDS.forEach(this::restarts);
  }

  @Override
  public void announce(PoolId pool, List<Transition> transitions) {
    for (Transition transition : transitions) {
      Counter.builder("lido.operator.transitions")
          .description("What happened to pools: one for each line of the log")
          .tag("reason", transition.reason())
          .register(registry)
          .increment();
      End.Kind end = ENDS.get(transition.reason());
      if (end != null) {
        restarts(transition.reason(), end).increment();
      }
    }
  }

  private Counter restarts(String reason, End.Kind kind) {
    return Counter.builder("lido.operator.restarts")
        .description("Unplanned ends of workers; own: those that the restart intensity counts")
        .tags("reason", reason, "own", Boolean.toString(kind.cause() == End.Cause.OWN))
        .register(registry);
  }
}
