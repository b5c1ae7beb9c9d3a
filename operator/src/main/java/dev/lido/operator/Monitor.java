package dev.lido.operator;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.OperatorOptions.Http;
import dev.lido.operator.health.Answer;
import dev.lido.operator.health.AnswerServer;
import dev.lido.operator.health.ApiTrouble;
import dev.lido.operator.health.Liveness;
import dev.lido.operator.health.Passes;
import dev.lido.operator.health.PoolType;
import dev.lido.operator.lead.Fence;
import dev.lido.operator.metrics.Meters;
import dev.lido.operator.metrics.PoolGauges;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.micrometer.core.instrument.Gauge;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells over HTTP how an operator is, and counts what it does. It is thread-safe. */
final class Monitor implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Monitor.class);

  private final Http http;
  private final ApiTrouble trouble = new ApiTrouble(System::nanoTime);
  private final PoolType type = new PoolType();
  private final Meters meters = new Meters(trouble, type);
  private @Nullable Liveness liveness;
  private @Nullable AnswerServer server;

  /**
   * What is told of.
   *
   * @param operator the framework's
   * @param way the way of a pool's change
   * @param passes the passes that are being taken
   * @param started whether everything that existed has been read once
   * @param pools all pools that the caches hold
   * @param fence open while this operator leads
   */
  record Subject(
      Operator operator,
      Liveness.Way way,
      Passes passes,
      BooleanSupplier started,
      Supplier<Collection<PoolResource>> pools,
      Fence fence) {}

  Monitor(Http http) {
    this.http = http;
  }

  Meters meters() {
    return meters;
  }

  /** Tells from now on. */
  synchronized void start(Subject subject) {
    Liveness live =
        new Liveness(
            http.livenessTimeout(), subject.way(), subject.passes(), trouble, System::nanoTime);
    liveness = live;
    new PoolGauges(subject.pools()).bindTo(meters.registry());
    Gauge.builder("lido.operator.leading", subject.fence(), fence -> fence.isOpen() ? 1 : 0)
        .description("1 while this operator is the one that works")
        .strongReference(true)
        .register(meters.registry());
    server =
        AnswerServer.listen(
            http.port(),
            Map.of(
                "/livez", () -> liveness(live, subject),
                "/readyz", () -> readiness(subject),
                "/metrics", meters::scrape));
    live.start();
    server.start();
    LOGGER.info("/livez, /readyz and /metrics are on port {}", server.port());
  }

  /** A watch that was given up never comes back: nothing that changes is seen any more. */
  private static Answer liveness(Liveness live, Subject subject) {
    return stopped(subject)
        .map(informer -> Answer.of(false, "a watch has ended for good: " + informer))
        .orElseGet(live::check);
  }

  private static Optional<InformerHealthIndicator> stopped(Subject subject) {
    return subject.started().getAsBoolean()
        ? informers(subject).filter(informer -> !informer.isRunning()).findFirst()
        : Optional.empty();
  }

  private Answer readiness(Subject subject) {
    if (type.isMissing()) {
      return Answer.of(
          false, "not ready: the API server does not know poolresources.lido.dev: apply the CRD");
    }
    if (!subject.started().getAsBoolean()) {
      return Answer.of(false, "not ready: starting");
    }
    Optional<InformerHealthIndicator> unread =
        informers(subject).filter(informer -> !informer.hasSynced()).findFirst();
    return unread
        .map(informer -> Answer.of(false, "not ready: not everything has been read: " + informer))
        .orElseGet(() -> Answer.of(true, subject.fence().isOpen() ? "ok: leading" : "ok: standby"));
  }

  private static Stream<InformerHealthIndicator> informers(Subject subject) {
    return subject.operator().getRegisteredControllers().stream()
        .map(controller -> controller.getControllerHealthInfo())
        .flatMap(health -> health.informerEventSourceHealthIndicators().values().stream())
        .flatMap(Monitor::informers);
  }

  private static Stream<InformerHealthIndicator> informers(
      InformerWrappingEventSourceHealthIndicator<?> source) {
    return source.informerHealthIndicators().values().stream();
  }

  /** Returns the port that is listened on, since {@link #start}. */
  synchronized int port() {
    return Optional.ofNullable(server).map(AnswerServer::port).orElse(http.port());
  }

  @Override
  public synchronized void close() {
    Optional.ofNullable(server).ifPresent(AnswerServer::close);
    Optional.ofNullable(liveness).ifPresent(Liveness::close);
    meters.close();
  }
}
