package dev.lido.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.runtime.RawExtension;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("watched")
  void shouldReadWhatIsWatchedAsWhatItSaysThatItIs(String object, Class<?> type) {
    // Given
    String event = "{\"type\": \"ADDED\", \"object\": " + object + ", \"more\": 1}";

    // When
    WatchEvent read = lean.unmarshal(event, WatchEvent.class);

    // Then
    Object asItself = lean.unmarshal(object, type);
    assertThat(read.getObject()).isExactlyInstanceOf(type).isEqualTo(asItself);
    assertThat(read.getType()).isEqualTo("ADDED");
    assertThat(read.getAdditionalProperties()).containsOnlyKeys("more");
  }

  static List<Arguments> watched() {
    String spec = ", \"spec\": {\"nodeName\": \"n\"}";
    return List.of(
        Arguments.of(
            "{\"kind\": \"Pod\", \"apiVersion\": \"v1\", " + METADATA + spec + "}", Pod.class),
        Arguments.of(
            "{" + METADATA + spec + ", \"apiVersion\": \"v1\", \"kind\": \"Pod\"}", Pod.class),
        Arguments.of(
            "{\"apiVersion\": \"policy/v1\", \"kind\": \"PodDisruptionBudget\", " + METADATA + "}",
            PodDisruptionBudget.class),
        Arguments.of(
            "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"metadata\": {}, \"code\": 410}",
            Status.class),
        Arguments.of(
            "{\"kind\": \"Unheard\", \"apiVersion\": \"of/v1\", " + METADATA + "}",
            GenericKubernetesResource.class),
        Arguments.of("{\"kind\": \"Pod\", " + METADATA + "}", RawExtension.class),
        Arguments.of("{}", RawExtension.class));
  }
}
