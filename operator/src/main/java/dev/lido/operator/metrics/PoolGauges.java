package dev.lido.operator.metrics;

import dev.lido.crds.v1alpha1.PoolResource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Shows how the pools are, as one look at all of them a scrape tells. It is thread-safe. */
public final class PoolGauges {

  private static final long FRESH_NANOS = 500_000_000;

  private final Supplier<Collection<PoolResource>> pools;

  private record Look(PoolCensus census, long nanos) {}

  private volatile Look last;

  /** Makes one that looks at what {@code pools} gives. */
  public PoolGauges(Supplier<Collection<PoolResource>> pools) {
    this.pools = pools;
    this.last = look();
  }

  /** Shows it in a registry, for as long as that lives. */
  public void bindTo(MeterRegistry registry) {
    for (PoolCensus.State state : PoolCensus.State.values()) {
      gauge("pools", census -> census.pools().getOrDefault(state, 0))
          .description("Pools that are looked after")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    gauge("workers", PoolCensus::ready)
        .description("Workers that exist and have not ended")
        .tag("state", "ready")
        .register(registry);
    gauge("workers", PoolCensus::notReady)
        .description("Workers that exist and have not ended")
        .tag("state", "not_ready")
        .register(registry);
    gauge("workers.desired", PoolCensus::desired)
        .description("Workers that specs ask for")
        .register(registry);
    gauge("capacity", PoolCensus::capacity)
        .description("Children that the ready workers can run at once")
        .register(registry);
  }

  private Gauge.Builder<PoolGauges> gauge(String name, ToDoubleFunction<PoolCensus> value) {
    return Gauge.builder(
            "lido.operator." + name, this, gauges -> value.applyAsDouble(gauges.census()))
        .strongReference(true);
  }

  private PoolCensus census() {
    Look seen = last;
    if (System.nanoTime() - seen.nanos() > FRESH_NANOS) {
      seen = look();
      last = seen;
    }
    return seen.census();
  }

  private Look look() {
    return new Look(PoolCensus.of(pools.get()), System.nanoTime());
  }
}
