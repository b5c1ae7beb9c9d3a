package dev.lido.crds.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools that a later CRD allows, or that no CRD can refuse: nobody stumbles over them. */
class LaterPoolsTest {

  private static final String POOL =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata: {name: pool}
      spec:
        partitions: 3
        task: {timeout: 5s}
        queue: {limit: 1}
        supervision: {maxRestarts: 1}
        drain: {timeout: 5s}
        update: {type: OnDelete}
        eviction: {safe: Never}
        template: {spec: {containers: [{name: worker, image: w}]}}
      status:
        ready: 2
        partitions: [{partition: 0, ready: 2}]
        conditions: [{type: Ready, status: "True"}]
      """;

  @Test
  void shouldReadPoolsThatHaveMoreFields() {
    // Given
    JsonNode later = Serialization.unmarshal(POOL, JsonNode.class);
    addAFieldTo(later.path("spec"));
    addAFieldTo(later.path("status"));

    // When
    PoolResource pool = Serialization.unmarshal(later.toString(), PoolResource.class);

    // Then
    assertThat(PoolSettings.of(pool.getSpec()).partitions()).isEqualTo(3);
    assertThat(pool.getStatus().getReady()).isEqualTo(2);
    assertThat(pool.getStatus().getPartitions()).hasSize(1);
  }

  private static void addAFieldTo(JsonNode node) {
    node.forEach(LaterPoolsTest::addAFieldTo);
    if (node instanceof ObjectNode object) {
      object.putObject("later").put("x", 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update: {type: BlueGreen}",
        "eviction: {safe: Sometimes}",
        "partitions: {count: 3}",
        "template: {spec: {containers: [{name: w, ports: [{containerPort: 99999999999}]}]}}"
      })
  void shouldBlameThePoolForASpecThatCannotBeRead(String spec) {
    // Given
    String yaml = "metadata: {name: pool}\nspec:\n  " + spec;

    // When
    PoolResource pool = Serialization.unmarshal(yaml, PoolResource.class);

    // Then
    String field = spec.substring(0, spec.indexOf(':'));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PoolSettings.of(pool.getSpec()))
        .withMessageStartingWith("spec." + field);
    assertThatIllegalArgumentException()
        .as("a copy")
        .isThrownBy(() -> PoolSettings.of(Serialization.clone(pool).getSpec()));
    assertThat(Serialization.<JsonNode>unmarshal(Serialization.asJson(pool), JsonNode.class))
        .isEqualTo(withKind(Serialization.unmarshal(yaml, ObjectNode.class)));
  }

  private static JsonNode withKind(ObjectNode pool) {
    return pool.put("apiVersion", "lido.dev/v1alpha1").put("kind", "PoolResource");
  }

  @Test
  void shouldSayWhatToWriteInsteadOfAChoiceOfALaterVersion() {
    // When
    PoolResource pool =
        Serialization.unmarshal("spec: {update: {type: BlueGreen}}", PoolResource.class);

    // Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PoolSettings.of(pool.getSpec()))
        .withMessage(
            "spec.update.type: this version of Lido does not know 'BlueGreen': write one of"
                + " [RollingUpdate, Recreate, OnDelete]");
  }

  @Test
  void shouldForgetAStatusThatCannotBeRead() {
    // When
    PoolResource pool = Serialization.unmarshal("status: {ready: 99999999999}", PoolResource.class);

    // Then
    assertThat(pool.getStatus().getReady()).isNull();
  }
}
