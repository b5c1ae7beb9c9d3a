package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Pools that the API server accepts, and the operator cannot read. */
class UnreadablePoolIT extends OperatorInCluster {

  private static final String NO_SUCH_PORT =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata: {name: unreadable}
      spec:
        template:
          spec:
            containers: [{name: worker, image: w, ports: [{containerPort: 99999999999}]}]
      """;

  @Override
  LidoOperator newOperator() {
    return new LidoOperator(
        cluster.client(),
        cluster.options().with(new OperatorOptions.Http(0, Duration.ofSeconds(30))));
  }

  @Test
  void shouldHarmNoOtherPool() {
    // When
    cluster
        .client()
        .resource(Serialization.unmarshal(NO_SUCH_PORT, GenericKubernetesResource.class))
        .inNamespace(cluster.namespace())
        .create();

    // Then
    AWAIT.until(() -> cluster.is("unreadable", "Stalled"));
    Condition stalled = cluster.condition("unreadable", "Stalled").orElseThrow();
    assertThat(stalled.getReason()).isEqualTo("InvalidSpec");
    assertThat(stalled.getMessage())
        .startsWith("spec.template.spec.containers[0].ports[0].containerPort: ")
        .contains("99999999999");
    cluster.apply("pool", "replicas: 2\n");
    cluster.awaitReady("pool");
    assertThat(cluster.pods("unreadable")).isEmpty();
    assertThat(Http.status(operator.httpPort().orElseThrow(), "/livez")).isEqualTo(200);
  }

  @Test
  void shouldWriteAStatusAnewThatCannotBeRead() {
    // Given
    cluster.apply("pool", "replicas: 2\n");
    cluster.awaitReady("pool");

    // When
    cluster
        .client()
        .genericKubernetesResources(
            new ResourceDefinitionContext.Builder()
                .withGroup("lido.dev")
                .withVersion("v1alpha1")
                .withKind("PoolResource")
                .withPlural("poolresources")
                .withNamespaced(true)
                .build())
        .inNamespace(cluster.namespace())
        .withName("pool")
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"ready\":99999999999}}");

    // Then
    AWAIT.until(() -> Objects.equals(cluster.status("pool").getReady(), 2));
    cluster.apply("other", "");
    cluster.awaitReady("other");
  }
}
