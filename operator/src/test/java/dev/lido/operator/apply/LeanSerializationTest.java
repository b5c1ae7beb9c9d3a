package dev.lido.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class LeanSerializationTest {

  private static final String METADATA =
      """
      "metadata": {
        "name": "thumbnails", "resourceVersion": "7", "labels": {"a": "b"},
        "managedFields": [{"manager": "kubectl", "operation": "Update"}]
      }
      """;

  private final KubernetesSerialization lean = LeanSerialization.create();

  @Test
  void shouldLeaveOutWhoWroteWhatAndNothingElse() {
    // Given
    String pod = "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", " + METADATA + "}";

    // When
    Pod read = lean.unmarshal(pod, Pod.class);

    // Then
    assertThat(read.getMetadata().getManagedFields()).isEmpty();
    assertThat(read.getMetadata().getAdditionalProperties()).isEmpty();
    assertThat(read.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(read.getMetadata().getLabels()).containsEntry("a", "b");
  }

  @Test
  void shouldReadPoolsToo() {
    // Given
    String pool =
        "{\"apiVersion\": \"lido.dev/v1alpha1\", \"kind\": \"PoolResource\", " + METADATA + "}";

    // When
    PoolResource read = lean.unmarshal(pool, PoolResource.class);

    // Then
    assertThat(read.getMetadata().getManagedFields()).isEmpty();
    assertThat(read.getMetadata().getName()).isEqualTo("thumbnails");
  }
}
