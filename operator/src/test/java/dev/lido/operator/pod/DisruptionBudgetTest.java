package dev.lido.operator.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionBudgetTest {

  private static Optional<PodDisruptionBudget> budget(String spec) {
    PoolResource pool =
        Serialization.unmarshal(
            """
            apiVersion: lido.dev/v1alpha1
            kind: PoolResource
            metadata: {name: pool, namespace: here, uid: pool-uid}
            spec: {%s}
            """
                .formatted(spec),
            PoolResource.class);
    return DisruptionBudget.of(pool, PoolSettings.of(pool.getSpec()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: 1 | 0",
        "replicas: 2 | 1",
        "replicas: 3, update: {maxUnavailable: 34%} | 2",
        "replicas: 8 | 6",
        "replicas: 8, update: {maxUnavailable: 3} | 5",
        "replicas: 8, update: {maxUnavailable: 0} | 7",
        "replicas: 8, partitions: 2 | 7",
        "replicas: 1, partitions: 4 | 3",
        "replicas: 0 | 0",
        "'replicas: 4, suspend: true' | 0",
        "replicas: 4, eviction: {safe: OnUpgrade} | 3",
        "replicas: 4, eviction: {safe: Never} | 1000000",
      })
  void shouldLetAsManyGoAsThePartitionThatCanSpareLeast(String spec, int mustStay) {
    assertThat(budget(spec).orElseThrow().getSpec().getMinAvailable().getIntVal())
        .isEqualTo(mustStay);
  }

  @Test
  void shouldBeThePools() {
    PodDisruptionBudget budget = budget("replicas: 2").orElseThrow();

    assertThat(Ownership.isBy("pool-uid", budget)).isTrue();
    assertThat(budget.getMetadata().getName()).isEqualTo("pool-workers");
    assertThat(budget.getSpec().getSelector().getMatchLabels())
        .containsOnly(Map.entry("lido.dev/pool", "pool"));
    assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
  }

  @Test
  void shouldBeLeftToTheUserWhoWantsSo() {
    assertThat(budget("eviction: {budget: None}")).isEmpty();
  }
}
