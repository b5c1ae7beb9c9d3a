package dev.lido.client.micrometer;

import dev.lido.client.internal.call.CallMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** The calls of one pool in a registry; meters with a reason are made when it occurs first. */
final class RegistryMeter implements CallMeter {

  private final MeterRegistry registry;
  private final Tags tags;
  private final Timer queue;
  private final ConcurrentMap<String, Timer> run = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Counter> failures = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Counter> refusals = new ConcurrentHashMap<>();

  RegistryMeter(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
    queue =
        Timer.builder("lido.client.queue")
            .description("from the call to its placing")
            .tags(tags)
            .register(registry);
  }

  @Override
  public void placed(long waitedNanos) {
    queue.record(waitedNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void refused(String reason) {
    refusals
        .computeIfAbsent(
            reason, first -> counter("refusals", "times that a worker did not take a call", reason))
        .increment();
  }

  @Override
  public void ran(String outcome, long nanos) {
    run.computeIfAbsent(outcome, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String outcome) {
    return Timer.builder("lido.client.run")
        .description("from the placing of a call to its end")
        .tags(tags.and("outcome", outcome))
        .register(registry);
  }

  @Override
  public void failed(String reason) {
    failures
        .computeIfAbsent(
            reason, first -> counter("failures", "calls that ended without a value", reason))
        .increment();
  }

  private Counter counter(String name, String meaning, String reason) {
    return Counter.builder("lido.client." + name)
        .description(meaning)
        .tags(tags.and("reason", reason))
        .register(registry);
  }
}
