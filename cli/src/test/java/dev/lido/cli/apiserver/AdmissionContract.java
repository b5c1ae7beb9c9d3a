package dev.lido.cli.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.UpdateType;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an API server does to pools before it keeps them. */
interface AdmissionContract {

  KubernetesClient client();

  String namespace();

  static List<RefusedPool> refusedPools() throws IOException {
    return RefusedPool.all();
  }

  private void create(String name) {
    client()
        .resource(
            """
            apiVersion: lido.dev/v1alpha1
            kind: PoolResource
            metadata: {name: %s}
            spec: {template: {spec: {containers: [{name: worker, image: none}]}}}
            """
                .formatted(name))
        .inNamespace(namespace())
        .create();
  }

  @ParameterizedTest
  @MethodSource("refusedPools")
  default void shouldRefuse(RefusedPool pool) {
    // When
    KubernetesClientException refusal = pool.refusal(client(), namespace());

    // Then
    assertThat(refusal).as("the refusal").isNotNull();
    assertThat(refusal.getMessage()).contains(pool.says());
    assertThat(refusal.getCode()).isIn(400, 422);
  }

  @Test
  default void shouldFillInDefaults() {
    // When
    create("minimal");

    // Then
    PoolResource pool =
        client().resources(PoolResource.class).inNamespace(namespace()).withName("minimal").get();
    assertThat(pool.getSpec())
        .extracting(
            "replicas", "maxConcurrency", "task.timeout", "queue.limit", "update.type", "suspend")
        .containsExactly(1, 5, "30s", 10_000, UpdateType.RollingUpdate, false);
    assertThat(pool.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(pool.getStatus().getObservedGeneration()).as("not seen yet").isEqualTo(-1);
  }

  @Test
  default void shouldCountGenerationsOfTheSpecAlone() {
    // Given
    create("counted");
    var pool = client().resources(PoolResource.class).inNamespace(namespace()).withName("counted");

    // When
    pool.edit(
        found -> {
          found.getMetadata().setLabels(Map.of("a", "b"));
          return found;
        });
    pool.scale(3);

    // Then
    assertThat(pool.get().getMetadata().getGeneration()).isEqualTo(2);
    assertThat(pool.get().getSpec().getReplicas()).isEqualTo(3);
    assertThat(pool.scale().getSpec().getReplicas()).isEqualTo(3);
  }
}
