package dev.lido.operator.metrics;

import dev.lido.operator.event.Announcer;
import dev.lido.operator.health.Answer;
import dev.lido.operator.health.ApiTrouble;
import dev.lido.operator.health.PoolType;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** All that the operator counts. It is thread-safe. */
public final class Meters implements AutoCloseable {

  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final String FRAMEWORK = "operator.sdk.";

  /** The framework counts each retry by its number, and a pool may be tried again for ever. */
  private static final String[] RETRIES = {
    "reconciliations.retries.number", "reconciliations.retries.last"
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final ApiMeter requests;
  private final Announcer transitions;
  private final Metrics framework;

  /**
   * Makes meters.
   *
   * @param trouble notes what goes wrong with the API server
   * @param pools notes whether it knows the type of pools
   */
  public Meters(ApiTrouble trouble, PoolType pools) {
    registry.config().meterFilter(new NoHistograms());
    registry.config().meterFilter(MeterFilter.ignoreTags(RETRIES));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    this.requests = new ApiMeter(registry, trouble, pools);
    this.transitions = new TransitionMeter(registry);
    this.framework = MicrometerMetrics.withoutPerResourceMetrics(registry);
  }

  /** The framework asks for 70 buckets a timer. */
  private static final class NoHistograms implements MeterFilter {
    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig asked) {
      return id.getName().startsWith(FRAMEWORK)
          ? DistributionStatisticConfig.builder()
              .percentilesHistogram(false)
              .percentiles()
              .build()
              .merge(asked)
          : asked;
    }
  }

  /** Counts the requests of the client that is built of this. */
  public void count(HttpClient.Builder http) {
    http.addOrReplaceInterceptor("meter", requests);
  }

  /** Returns what counts transitions. */
  public Announcer transitions() {
    return transitions;
  }

  /** Returns what the framework counts with: passes, events, the queue. */
  public Metrics framework() {
    return framework;
  }

  /** Returns where other meters go. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Returns everything, as Prometheus reads it. */
  public Answer scrape() {
    return new Answer(true, CONTENT_TYPE, registry.scrape());
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
