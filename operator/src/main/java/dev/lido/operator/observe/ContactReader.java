package dev.lido.operator.observe;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.protocol.tls.Tls;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;

/** Reads from a pod where its worker is. */
public final class ContactReader {

  private ContactReader() {}

  /** Returns where a pod's worker is, and how it is spoken to. */
  public static Contact contact(Pod pod) {
    String address = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    return new Contact(
        Objects.requireNonNullElse(address, ""),
        realPort(pod).or(() -> number(pod, "LIDO_PORT")).orElse(PoolNames.WIRE_PORT),
        number(pod, "LIDO_MAX_CONCURRENCY").orElse(0),
        tls(pod));
  }

  private static Optional<Integer> realPort(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(PoolNames.REAL_PORT + PoolNames.WIRE_PORT_NAME))
        .map(Integer::valueOf);
  }

  /** A template that says nothing is the local kubelet's; elsewhere no such worker starts. */
  private static Optional<Contact.Pool> tls(Pod pod) {
    return variable(pod, Tls.VARIABLE)
        .filter(said -> !said.equals(Tls.PLAINTEXT))
        .map(
            folder ->
                new Contact.Pool(
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getLabels().getOrDefault(PoolNames.POOL, "")));
  }

  private static Optional<Integer> number(Pod pod, String variable) {
    return variable(pod, variable)
        .filter(value -> value.matches("[0-9]{1,9}"))
        .map(Integer::valueOf);
  }

  private static Optional<String> variable(Pod pod, String variable) {
    return pod.getSpec().getContainers().stream()
        .filter(container -> PoolNames.WORKER_CONTAINER.equals(container.getName()))
        .map(Container::getEnv)
        .flatMap(variables -> variables.stream().filter(v -> variable.equals(v.getName())))
        .map(EnvVar::getValue)
        .filter(Objects::nonNull)
        .findFirst();
  }
}
