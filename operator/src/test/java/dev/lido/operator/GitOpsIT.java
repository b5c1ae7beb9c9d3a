package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What those who apply manifests, scale and look on find. */
class GitOpsIT extends OperatorInCluster {

  private static final String MANIFEST =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata:
        name: pool
        labels: {app.kubernetes.io/instance: theirs}
        annotations: {argocd.argoproj.io/tracking-id: theirs}
      spec:
        maxConcurrency: 4
        template: {spec: {containers: [{name: worker, image: 'example.com/worker:1'}]}}
      """;

  private static final String PLATFORM =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata:
        name: pool
      spec:
        supervision: {maxRestarts: 7}
        template: {spec: {containers: [{name: worker, env: [{name: REGION, value: eu}]}]}}
      """;

  @Test
  void shouldLeaveReplicasToAnAutoscaler() {
    apply(MANIFEST, "argocd");
    cluster.awaitReady("pool");
    Scale before = scale();
    assertThat(before.getSpec().getReplicas()).isEqualTo(1);
    assertThat(before.getStatus().getReplicas()).isEqualTo(1);

    before.getSpec().setReplicas(3);
    pool().scale(before);
    AWAIT.until(() -> cluster.pods("pool").size() == 3);
    cluster.awaitReady("pool");
    List<String> workers = cluster.podUids("pool");
    apply(MANIFEST, "argocd");

    AWAIT
        .during(Duration.ofSeconds(1))
        .until(
            () -> workers.equals(cluster.podUids("pool")) && scale().getSpec().getReplicas() == 3);
    Scale scaled = scale();
    assertThat(scaled.getStatus().getReplicas()).isEqualTo(3);
    assertThat(selected(scaled.getStatus().getSelector()))
        .containsExactlyInAnyOrderElementsOf(workers);
    assertThat(cluster.pods("pool")).allMatch(this::isControlledByThePool);
  }

  /** Of that object the disruption controller asks the scale. */
  private boolean isControlledByThePool(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(
            owner ->
                Boolean.TRUE.equals(owner.getController())
                    && owner.getKind().equals("PoolResource")
                    && owner.getUid().equals(cluster.pool("pool").getMetadata().getUid()));
  }

  private List<String> selected(String selector) {
    return cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withLabelSelector(selector)
        .list()
        .getItems()
        .stream()
        .map(pod -> pod.getMetadata().getUid())
        .toList();
  }

  @Test
  void shouldBeAppliedBySeveralManagersWithoutConflict() {
    apply(MANIFEST, "team");
    cluster.awaitReady("pool");

    apply(PLATFORM, "platform");
    cluster.awaitReady("pool");
    apply(MANIFEST, "team");
    cluster.awaitReady("pool");

    PoolResource pool = cluster.pool("pool");
    assertThat(Serialization.asYaml(pool.getSpec()))
        .contains("maxRestarts: 7", "maxConcurrency: 4", "REGION", "example.com/worker:1");
    assertThat(pool.getMetadata().getManagedFields())
        .filteredOn(entry -> entry.getSubresource() == null)
        .extracting("manager")
        .containsExactlyInAnyOrder("team", "platform");
  }

  @Test
  void shouldPassNeitherLabelsNorAnnotationsOn() {
    apply(MANIFEST, "argocd");
    cluster.awaitReady("pool");

    assertThat(children()).hasSize(3);
    assertThat(children())
        .allSatisfy(
            child ->
                assertThat(Serialization.asYaml(child.getMetadata())).doesNotContain("theirs"));
  }

  private List<HasMetadata> children() {
    return Stream.of(
            cluster.client().pods().inNamespace(cluster.namespace()).list(),
            cluster.client().services().inNamespace(cluster.namespace()).list(),
            cluster
                .client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(cluster.namespace())
                .list())
        .flatMap(list -> list.getItems().stream())
        .map(HasMetadata.class::cast)
        .toList();
  }

  @Test
  void shouldShowWhatPeopleLookForInColumns() throws Exception {
    cluster.apply("pool", "replicas: 3\npartitions: 2\nmaxConcurrency: 4\n");
    cluster.awaitReady("pool");

    JsonNode table = table();

    assertThat(columns(table, 0)).isEqualTo("Name Ready Desired Capacity Restarts Status Age");
    assertThat(columns(table, 1)).isEqualTo("Partitions Updated Message");
    JsonNode cells = table.path("rows").path(0).path("cells");
    assertThat(Stream.of(0, 1, 2, 3, 4, 5, 7, 8, 9).map(i -> cells.path(i).asText()))
        .containsExactly(
            "pool", "3", "3", "12", "0", "WorkersReady", "2", "3", "3 of 3 workers are ready");
  }

  private static String columns(JsonNode table, int priority) {
    return StreamSupport.stream(table.path("columnDefinitions").spliterator(), false)
        .filter(column -> column.path("priority").asInt() == priority)
        .map(column -> column.path("name").asText())
        .collect(joining(" "));
  }

  /** Returns what {@code kubectl get} prints. */
  private JsonNode table() throws Exception {
    URI uri =
        cluster
            .client()
            .getMasterUrl()
            .toURI()
            .resolve(
                "/apis/lido.dev/v1alpha1/namespaces/" + cluster.namespace() + "/poolresources");
    HttpRequest request =
        cluster
            .client()
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri)
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
            .build();
    String body = cluster.client().getHttpClient().sendAsync(request, String.class).get().body();
    return Objects.requireNonNull(Serialization.unmarshal(body, JsonNode.class));
  }

  /** Applies as kubectl and others do on the server, and takes nothing from anybody. */
  private void apply(String manifest, String manager) {
    cluster
        .client()
        .resource(Serialization.unmarshal(manifest, GenericKubernetesResource.class))
        .inNamespace(cluster.namespace())
        .fieldManager(manager)
        .serverSideApply();
  }

  private Resource<PoolResource> pool() {
    return cluster
        .client()
        .resources(PoolResource.class)
        .inNamespace(cluster.namespace())
        .withName("pool");
  }

  private Scale scale() {
    return pool().scale();
  }
}
