package dev.lido.operator;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.testing.RealApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A namespace of the real API server, as a test sees it. */
record Cluster(KubernetesClient client, String namespace) implements AutoCloseable {

  static final ConditionFactory AWAIT =
      Awaitility.await().pollInterval(Duration.ofMillis(50)).timeout(Duration.ofSeconds(30));

  private static final String TEMPLATE =
      "template: {spec: {containers: [{name: worker, image: 'example.com/worker:1'}]}}\n";
  private static final String CRD = "poolresources.lido.dev";

  static Cluster open() {
    RealApiServer server = RealApiServer.shared();
    KubernetesClient client = server.client();
    installCrd(client);
    return new Cluster(client, server.newNamespace());
  }

  /** Removes what pools owned, in place of the controller that does so. */
  void collectGarbage() {
    client.pods().inNamespace(namespace).delete();
    client.services().inNamespace(namespace).delete();
    client.policy().v1().podDisruptionBudget().inNamespace(namespace).delete();
  }

  /** Removes the type, and with it all pools there are. */
  void removeCrd() {
    client.apiextensions().v1().customResourceDefinitions().withName(CRD).delete();
    AWAIT.until(
        () -> client.apiextensions().v1().customResourceDefinitions().withName(CRD).get() == null);
  }

  static void installCrd(KubernetesClient client) {
    InputStream crd =
        Cluster.class.getResourceAsStream("/META-INF/fabric8/poolresources.lido.dev-v1.yml");
    if (client.apiextensions().v1().customResourceDefinitions().withName(CRD).get() == null) {
      client.load(Objects.requireNonNull(crd)).create();
    }
    AWAIT
        .ignoreException(KubernetesClientException.class)
        .until(() -> client.resources(PoolResource.class).inAnyNamespace().list() != null);
  }

  OperatorOptions options() {
    return new OperatorOptions(Set.of(namespace), Optional.empty());
  }

  PoolResource apply(String name, String spec) {
    String yaml =
        """
        apiVersion: lido.dev/v1alpha1
        kind: PoolResource
        metadata: {name: %s, namespace: %s, labels: {app.kubernetes.io/instance: theirs}}
        spec:
        %s
        """
            .formatted(
                name, namespace, (spec.contains("template:") ? spec : spec + TEMPLATE).indent(2));
    return client.resource(Serialization.unmarshal(yaml, PoolResource.class)).create();
  }

  /** Changes a pool; once more if the operator writes its status meanwhile. */
  void edit(String pool, UnaryOperator<PoolResource> change) {
    AWAIT
        .ignoreExceptionsMatching(
            e -> e instanceof KubernetesClientException refused && refused.getCode() == 409)
        .until(
            () ->
                client
                        .resources(PoolResource.class)
                        .inNamespace(namespace)
                        .withName(pool)
                        .edit(change)
                    != null);
  }

  PoolResource pool(String name) {
    return client.resources(PoolResource.class).inNamespace(namespace).withName(name).require();
  }

  void delete(String pool) {
    client.resources(PoolResource.class).inNamespace(namespace).withName(pool).delete();
  }

  List<Pod> pods(String pool) {
    return client.pods().inNamespace(namespace).withLabel(PoolNames.POOL, pool).list().getItems();
  }

  List<String> podUids(String pool) {
    return pods(pool).stream().map(pod -> pod.getMetadata().getUid()).sorted().toList();
  }

  PoolStatus status(String pool) {
    return Optional.ofNullable(pool(pool).getStatus()).orElseGet(PoolStatus::new);
  }

  Optional<Condition> condition(String pool, String type) {
    return Optional.ofNullable(status(pool).getConditions()).orElse(List.of()).stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst();
  }

  boolean is(String pool, String type) {
    return condition(pool, type).filter(c -> "True".equals(c.getStatus())).isPresent();
  }

  /** Returns the operator that leads, of those that agree in this namespace; empty if none does. */
  String leader() {
    return leader(namespace);
  }

  String leader(String leaseNamespace) {
    return Optional.ofNullable(
            client.leases().inNamespace(leaseNamespace).withName("lido-operator").get())
        .map(lease -> lease.getSpec().getHolderIdentity())
        .orElse("");
  }

  void awaitReady(String pool) {
    AWAIT.until(
        () ->
            is(pool, "Ready")
                && condition(pool, "Reconciling").isEmpty()
                && Objects.equals(
                    status(pool).getObservedGeneration(),
                    pool(pool).getMetadata().getGeneration()));
  }

  @Override
  public void close() {
    client.resources(PoolResource.class).inNamespace(namespace).delete();
    client.pods().inNamespace(namespace).delete();
    client.close();
  }
}
