package dev.lido.client.internal.members;

import dev.lido.crds.v1alpha1.PoolNames;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads EndpointSlices. */
final class Slices {

  private Slices() {}

  /** Returns where the ready workers listen. */
  static Set<WorkerAddress> ready(Collection<EndpointSlice> slices) {
    Set<WorkerAddress> ready = new LinkedHashSet<>();
    for (EndpointSlice slice : slices) {
      wirePort(slice).ifPresent(port -> addReady(slice, port, ready));
    }
    return ready;
  }

  private static Optional<Integer> wirePort(EndpointSlice slice) {
    return orEmpty(slice.getPorts()).stream()
        .filter(port -> PoolNames.WIRE_PORT_NAME.equals(port.getName()))
        .map(EndpointPort::getPort)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static void addReady(EndpointSlice slice, int port, Set<WorkerAddress> ready) {
    for (Endpoint endpoint : orEmpty(slice.getEndpoints())) {
      List<String> addresses = orEmpty(endpoint.getAddresses());
      if (isReady(endpoint) && !addresses.isEmpty()) {
        ready.add(new WorkerAddress(addresses.getFirst(), port));
      }
    }
  }

  /** Kubernetes: what is not said is to be taken as ready. */
  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
