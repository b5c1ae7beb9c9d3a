package dev.lido.cli.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lido.cli.apiserver.BadPools.BadPool;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.UpdateType;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an API server does to pools before it keeps them. */
interface AdmissionContract {

  KubernetesClient client();

  String namespace();

  static Stream<BadPool> badPools() {
    return BadPools.all();
  }

  private GenericKubernetesResource create(String yaml) {
    GenericKubernetesResource pool =
        new KubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
    return client()
        .resource(pool)
        .inNamespace(namespace())
        .fieldValidation(Validation.STRICT)
        .create();
  }

  @ParameterizedTest
  @MethodSource("badPools")
  default void shouldRefuse(BadPool pool) {
    KubernetesClientException refusal =
        catchThrowableOfType(KubernetesClientException.class, () -> create(pool.yaml()));

    assertThat(refusal).isNotNull();
    assertThat(refusal.getCode()).isEqualTo(pool.code());
    assertThat(refusal.getStatus().getMessage()).contains(pool.said());
    assertThat(refusal.getStatus().getReason())
        .isEqualTo(pool.code() == 422 ? "Invalid" : "BadRequest");
  }

  @Test
  default void shouldFillInDefaults() {
    // Given
    String minimal = new BadPool("", "minimal", "", 0, List.of()).yaml();

    // When
    create(minimal);

    // Then
    PoolResource pool =
        client().resources(PoolResource.class).inNamespace(namespace()).withName("minimal").get();
    assertThat(pool.getSpec())
        .extracting(
            "replicas", "maxConcurrency", "task.timeout", "queue.limit", "update.type", "suspend")
        .containsExactly(1, 5, "30s", 10_000, UpdateType.RollingUpdate, false);
    assertThat(pool.getMetadata().getGeneration()).isEqualTo(1);
  }

  @Test
  default void shouldCountGenerationsOfTheSpecAlone() {
    // Given
    create(new BadPool("", "counted", "", 0, List.of()).yaml());
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
