package dev.lido.operator.pod;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The headless Service whose EndpointSlices tell callers the pool's ready workers. */
public final class GroupService {

  private GroupService() {}

  /** Returns the Service of a pool. */
  public static Service of(PoolResource pool) {
    String name = pool.getMetadata().getName();
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(PoolNames.service(name))
        .withNamespace(pool.getMetadata().getNamespace())
        .addToLabels(PoolNames.POOL, name)
        .withOwnerReferences(Ownership.by(pool))
        .endMetadata()
        .withNewSpec()
        .withType("ClusterIP")
        .withClusterIP("None")
        .withPublishNotReadyAddresses(false)
        .withSelector(Map.of(PoolNames.POOL, name))
        .addNewPort()
        .withName(PoolNames.WIRE_PORT_NAME)
        .withProtocol("TCP")
        .withPort(PoolNames.WIRE_PORT)
        .withNewTargetPort(PoolNames.WIRE_PORT_NAME)
        .endPort()
        .endSpec()
        .build();
  }

  /** Tells whether a Service selects and names what {@link #of} would. */
  public static boolean matches(PoolResource pool, Service actual) {
    Service wanted = of(pool);
    return wanted.getSpec().getSelector().equals(actual.getSpec().getSelector())
        && portNames(wanted).equals(portNames(actual))
        && !Objects.equals(actual.getSpec().getPublishNotReadyAddresses(), true);
  }

  private static List<String> portNames(Service service) {
    return service.getSpec().getPorts().stream().map(GroupService::describe).toList();
  }

  private static String describe(ServicePort port) {
    return port.getName() + " " + port.getPort() + " " + port.getTargetPort().getValue();
  }
}
