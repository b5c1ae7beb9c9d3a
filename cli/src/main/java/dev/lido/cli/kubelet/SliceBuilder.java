package dev.lido.cli.kubelet;

import dev.lido.crds.v1alpha1.PoolNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Computes the EndpointSlices of a Service: one for each set of ports that its pods have. */
final class SliceBuilder {

  static final String SERVICE = "kubernetes.io/service-name";
  static final String MANAGER = "endpointslice.kubernetes.io/managed-by";
  static final String US = "local-kubelet.lido.dev";

  /** What an API server admits in one slice. */
  private static final int MOST = 1_000;

  /** An API server refuses loopback addresses in slices of type IPv4. */
  private static final String ADDRESS_TYPE = "FQDN";

  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private SliceBuilder() {}

  static boolean selects(Service service, Pod pod) {
    Map<String, String> selector = service.getSpec().getSelector();
    return selector != null
        && !selector.isEmpty()
        && service.getMetadata().getNamespace().equals(pod.getMetadata().getNamespace())
        && Optional.ofNullable(pod.getMetadata().getLabels())
            .filter(labels -> labels.entrySet().containsAll(selector.entrySet()))
            .isPresent();
  }

  static List<EndpointSlice> slices(Service service, Collection<Pod> pods) {
    Map<List<EndpointPort>, List<Endpoint>> byPorts = new LinkedHashMap<>();
    pods.stream()
        .filter(pod -> selects(service, pod) && isReachable(pod))
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .forEach(
            pod ->
                byPorts
                    .computeIfAbsent(ports(service, pod), ports -> new ArrayList<>())
                    .add(endpoint(service, pod)));
    List<EndpointSlice> slices = new ArrayList<>();
    byPorts.forEach((ports, endpoints) -> slices.addAll(slices(service, ports, endpoints)));
    return slices;
  }

  private static boolean isReachable(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getPodIP() != null
        && !ENDED.contains(pod.getStatus().getPhase());
  }

  private static List<EndpointSlice> slices(
      Service service, List<EndpointPort> ports, List<Endpoint> endpoints) {
    List<EndpointSlice> slices = new ArrayList<>();
    for (int from = 0; from < endpoints.size(); from += MOST) {
      slices.add(
          new EndpointSliceBuilder()
              .withMetadata(metadata(service, ports, from / MOST))
              .withAddressType(ADDRESS_TYPE)
              .withPorts(ports)
              .withEndpoints(endpoints.subList(from, Math.min(endpoints.size(), from + MOST)))
              .build());
    }
    return slices;
  }

  private static ObjectMeta metadata(Service service, List<EndpointPort> ports, int number) {
    ObjectMeta owner = service.getMetadata();
    return new ObjectMetaBuilder()
        .withNamespace(owner.getNamespace())
        .withName(
            owner.getName() + "-" + Integer.toHexString(text(ports).hashCode()) + "-" + number)
        .addToLabels(SERVICE, owner.getName())
        .addToLabels(MANAGER, US)
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(owner.getName())
                .withUid(owner.getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .build();
  }

  private static String text(List<EndpointPort> ports) {
    return String.join(",", ports.stream().map(p -> p.getName() + "=" + p.getPort()).toList());
  }

  private static List<EndpointPort> ports(Service service, Pod pod) {
    return service.getSpec().getPorts().stream()
        .flatMap(port -> number(port, pod).map(number -> port(port, number)).stream())
        .toList();
  }

  private static EndpointPort port(ServicePort port, int number) {
    return new EndpointPortBuilder()
        .withName(Optional.ofNullable(port.getName()).orElse(""))
        .withPort(number)
        .withProtocol(Optional.ofNullable(port.getProtocol()).orElse("TCP"))
        .withAppProtocol(port.getAppProtocol())
        .build();
  }

  private static Optional<Integer> number(ServicePort port, Pod pod) {
    IntOrString target =
        Optional.ofNullable(port.getTargetPort()).orElse(new IntOrString(port.getPort()));
    return pod.getSpec().getContainers().stream()
        .map(Container::getPorts)
        .flatMap(List::stream)
        .filter(declared -> isTarget(declared, target))
        .findFirst()
        .map(declared -> moved(declared, pod))
        .or(() -> Optional.ofNullable(target.getIntVal()));
  }

  private static boolean isTarget(ContainerPort declared, IntOrString target) {
    return target.getStrVal() != null
        ? target.getStrVal().equals(declared.getName())
        : Objects.equals(target.getIntVal(), declared.getContainerPort());
  }

  private static int moved(ContainerPort declared, Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(PoolNames.REAL_PORT + declared.getName()))
        .map(Integer::valueOf)
        .orElse(declared.getContainerPort());
  }

  private static Endpoint endpoint(Service service, Pod pod) {
    boolean ready =
        pod.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    boolean ending = pod.getMetadata().getDeletionTimestamp() != null;
    boolean all = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    return new EndpointBuilder()
        .withAddresses(pod.getStatus().getPodIP())
        .withNewConditions(all || (ready && !ending), ready, ending)
        .withNodeName(pod.getSpec().getNodeName())
        .withNewTargetRef()
        .withKind("Pod")
        .withNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .endTargetRef()
        .build();
  }

  /** Whether two slices say the same. */
  static boolean same(EndpointSlice a, EndpointSlice b) {
    return a.getEndpoints().equals(b.getEndpoints()) && a.getPorts().equals(b.getPorts());
  }
}
