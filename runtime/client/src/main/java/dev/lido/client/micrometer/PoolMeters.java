package dev.lido.client.micrometer;

import dev.lido.client.Pool;
import dev.lido.client.PoolStats;
import dev.lido.client.Pools;
import dev.lido.client.internal.Entry;
import dev.lido.client.internal.group.Group;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Meters what this process does with its pools, in Micrometer, which the application must have.
 *
 * <pre>{@code
 * new PoolMeters(pools).bindTo(registry);
 * }</pre>
 *
 * <p>All meters have the tags {@code namespace} and {@code pool}, and none that grows with children,
 * callers or keys:
 *
 * <ul>
 *   <li>{@code lido.client.queue}, timer: from the call to its placing, for each time it is placed
 *   <li>{@code lido.client.run}, timer, {@code outcome}: from the placing to the end, as the caller
 *       sees it
 *   <li>{@code lido.client.failures}, counter, {@code reason}: calls that ended without a value
 *   <li>{@code lido.client.refusals}, counter, {@code reason}: times that a worker did not take a
 *       call
 *   <li>{@code lido.client.in.flight}, {@code lido.client.waiting}, gauges: calls that a worker has,
 *       and that wait here
 *   <li>{@code lido.client.workers}, {@code lido.client.capacity}, gauges: workers that take
 *       children, and their slots
 *   <li>{@code lido.client.stuck}, gauge: slots of all connected workers that are lost to children
 *       which ignore their interrupt
 * </ul>
 *
 * <p>Bind it once to a registry. What is not bound costs nothing. Thread-safe.
 */
public final class PoolMeters implements MeterBinder {

  private final Consumer<Consumer<Group>> groups;

  /** Creates the meters of all pools of an instance, also of those that are named later. */
  public PoolMeters(Pools pools) {
    groups = meter -> Entry.meter(pools, meter);
  }

  /** Creates the meters of one pool, as of {@link Pool#local}; views of it count as it. */
  public PoolMeters(Pool pool) {
    groups = meter -> meter.accept(Entry.group(pool));
  }

  /**
   * Begins to meter.
   *
   * @throws IllegalArgumentException if the pools, or the pool, are not the client's own objects
   */
  @Override
  public void bindTo(MeterRegistry registry) {
    groups.accept(group -> bind(group, registry));
  }

  private static void bind(Group group, MeterRegistry registry) {
    Tags tags = Tags.of("namespace", group.identity().namespace(), "pool", group.identity().name());
    gauge(registry, "in.flight", "calls that a worker has", group, tags, PoolStats::inFlight);
    gauge(registry, "waiting", "calls that wait for a slot", group, tags, PoolStats::waiting);
    gauge(registry, "workers", "workers that take children", group, tags, PoolStats::workers);
    gauge(registry, "stuck", "slots lost to stuck children", group, tags, PoolStats::stuck);
    gauge(registry, "capacity", "slots of these workers", group, tags, PoolStats::capacity);
    group.meter(new RegistryMeter(registry, tags));
  }

  private static void gauge(
      MeterRegistry registry,
      String name,
      String meaning,
      Group group,
      Tags tags,
      ToDoubleFunction<PoolStats> value) {
    Gauge.builder("lido.client." + name, group, of -> value.applyAsDouble(of.stats()))
        .description(meaning)
        .tags(tags)
        .register(registry);
  }
}
