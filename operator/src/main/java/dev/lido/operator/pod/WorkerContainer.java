package dev.lido.operator.pod;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The container that runs the worker: as declared, with the runtime's ports, probes and identity. */
final class WorkerContainer {

  private static final int PROBE_TIMEOUT_SECONDS = 5;

  /** Starting may take ten minutes before the kubelet gives a worker up. */
  private static final int STARTUP_FAILURES = 600;

  private final PoolResource pool;
  private final PoolSettings settings;
  private final int partition;

  WorkerContainer(PoolResource pool, PoolSettings settings, int partition) {
    this.pool = pool;
    this.settings = settings;
    this.partition = partition;
  }

  Container of(Container declared) {
    ContainerBuilder container = new ContainerBuilder(declared);
    addMissingPorts(container, declared);
    addMissingProbes(container, declared);
    if (declared.getTerminationMessagePolicy() == null) {
      container.withTerminationMessagePolicy("FallbackToLogsOnError");
    }
    // First, so that what is declared may refer to them.
    return container.withEnv(identity()).addAllToEnv(declared.getEnv()).build();
  }

  private List<EnvVar> identity() {
    return List.of(
        field("LIDO_NAMESPACE", "metadata.namespace"),
        value("LIDO_POOL", pool.getMetadata().getName()),
        value("LIDO_PARTITION", Integer.toString(partition)),
        field("LIDO_WORKER", "metadata.name"),
        field("LIDO_ADDRESS", "status.podIP"),
        value("LIDO_PORT", Integer.toString(PoolNames.WIRE_PORT)),
        value("LIDO_HEALTH_PORT", Integer.toString(PoolNames.HEALTH_PORT)),
        value("LIDO_MAX_CONCURRENCY", Integer.toString(settings.maxConcurrency())),
        value("LIDO_DRAIN_TIMEOUT", text(settings.drainTimeout())));
  }

  private static EnvVar value(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVar field(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef("v1", path)
        .endValueFrom()
        .build();
  }

  private static String text(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }

  private static void addMissingPorts(ContainerBuilder container, Container declared) {
    Stream.of(
            port(PoolNames.WIRE_PORT_NAME, PoolNames.WIRE_PORT),
            port(PoolNames.HEALTH_PORT_NAME, PoolNames.HEALTH_PORT))
        .filter(
            port -> declared.getPorts().stream().noneMatch(p -> port.getName().equals(p.getName())))
        .forEach(container::addToPorts);
  }

  private static ContainerPort port(String name, int number) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(number)
        .withProtocol("TCP")
        .build();
  }

  private static void addMissingProbes(ContainerBuilder container, Container declared) {
    if (declared.getStartupProbe() == null) {
      container.withStartupProbe(probe("/livez", 1, STARTUP_FAILURES));
    }
    if (declared.getReadinessProbe() == null) {
      container.withReadinessProbe(probe("/readyz", 2, 3));
    }
    if (declared.getLivenessProbe() == null) {
      container.withLivenessProbe(probe("/livez", 10, 3));
    }
  }

  private static Probe probe(String path, int periodSeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort(PoolNames.HEALTH_PORT_NAME)
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(PROBE_TIMEOUT_SECONDS)
        .withFailureThreshold(failures)
        .build();
  }
}
