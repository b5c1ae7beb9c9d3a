package dev.lido.worker.micrometer;

import dev.lido.worker.Worker;
import dev.lido.worker.WorkerIdentity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * Meters what a worker does, in Micrometer, which the application must have.
 *
 * <p>{@link dev.lido.worker.WorkerMain} binds them to {@link Metrics#globalRegistry}, where
 * Micrometer is on its class path: a {@link dev.lido.worker.WorkerInitializer} that adds a registry
 * to that is all it takes. An application that has the worker as a library binds them itself:
 *
 * <pre>{@code
 * new WorkerMeters(worker).bindTo(registry);
 * }</pre>
 *
 * <p>All meters have the tags {@code namespace}, {@code pool} and {@code partition}, and none that
 * grows with children or callers; which worker it is the pod's own labels tell:
 *
 * <ul>
 *   <li>{@code lido.worker.run}, timer, {@code outcome}: children, from their admission to their
 *       answer
 *   <li>{@code lido.worker.refusals}, counter, {@code reason}: places that were not taken
 *   <li>{@code lido.worker.taken}, {@code lido.worker.slots}, gauges: slots that are taken, by
 *       children or grants, and all slots
 *   <li>{@code lido.worker.stuck}, gauge: slots of those taken that are lost to children which ignore
 *       their interrupt
 *   <li>{@code lido.worker.callers}, gauge: callers that are connected
 * </ul>
 *
 * <p>Bind it once to a registry. Thread-safe.
 */
public final class WorkerMeters implements MeterBinder {

  private final Worker worker;

  /** Creates the meters of a worker. */
  public WorkerMeters(Worker worker) {
    this.worker = worker;
  }

  /** Meters a worker where the whole process is metered. */
  public static void bindToGlobalRegistry(Worker worker) {
    new WorkerMeters(worker).bindTo(Metrics.globalRegistry);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    WorkerIdentity identity = worker.config().identity();
    Tags tags =
        Tags.of(
            "namespace",
            identity.namespace(),
            "pool",
            identity.pool(),
            "partition",
            Integer.toString(identity.partition()));
    gauge(registry, tags, "taken", "slots that are taken", Worker::taken);
    gauge(registry, tags, "stuck", "slots lost to stuck children", Worker::stuck);
    gauge(registry, tags, "slots", "slots", of -> of.config().maxConcurrency());
    gauge(registry, tags, "callers", "callers that are connected", Worker::callers);
    worker.meter(new RegistryMeter(registry, tags));
  }

  private void gauge(
      MeterRegistry registry,
      Tags tags,
      String name,
      String meaning,
      ToDoubleFunction<Worker> value) {
    Gauge.builder("lido.worker." + name, worker, value)
        .description(meaning)
        .tags(tags)
        .register(registry);
  }
}
