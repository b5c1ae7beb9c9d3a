package dev.lido.worker.micrometer;

import dev.lido.worker.child.ChildMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** A worker's children in a registry; meters with a reason are made when it occurs first. */
final class RegistryMeter implements ChildMeter {

  private final MeterRegistry registry;
  private final Tags tags;
  private final ConcurrentMap<String, Timer> run = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Counter> refusals = new ConcurrentHashMap<>();

  RegistryMeter(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  @Override
  public void refused(String reason) {
    refusals.computeIfAbsent(reason, this::refusal).increment();
  }

  private Counter refusal(String reason) {
    return Counter.builder("lido.worker.refusals")
        .description("places that were not taken")
        .tags(tags.and("reason", reason))
        .register(registry);
  }

  @Override
  public void ran(String outcome, long nanos) {
    run.computeIfAbsent(outcome, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String outcome) {
    return Timer.builder("lido.worker.run")
        .description("children, from their admission to their answer")
        .tags(tags.and("outcome", outcome))
        .register(registry);
  }
}
