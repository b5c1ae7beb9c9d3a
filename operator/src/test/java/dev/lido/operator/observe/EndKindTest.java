package dev.lido.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lido.operator.observe.End.Kind;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a worker ends, as the pod tells it. */
class EndKindTest {

  record Row(String what, Kind kind, String summary, Pod pod) {

    @Override
    public String toString() {
      return what;
    }
  }

  static List<Row> rows() throws IOException {
    try (InputStream table = EndKindTest.class.getResourceAsStream("ends.yaml")) {
      List<Row> rows = new ArrayList<>();
      for (JsonNode row : Serialization.unmarshal(table, JsonNode.class)) {
        rows.add(
            new Row(
                row.get("what").asText(),
                Kind.valueOf(row.get("kind").asText()),
                row.get("summary").asText(),
                pod(row)));
      }
      return rows;
    }
  }

  private static Pod pod(JsonNode row) {
    PodBuilder pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("pool-0-1-abcde")
            .withUid("uid-1")
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .addToLabels("lido.dev/partition", "0")
            .addToLabels("lido.dev/slot", "1")
            .addNewOwnerReference()
            .withController(true)
            .withUid("pool-uid")
            .endOwnerReference()
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .withStatus(Serialization.unmarshal(row.get("status").toString(), PodStatus.class));
    if (row.has("deleting")) {
      pod.editMetadata().withDeletionTimestamp("2026-01-01T00:00:30Z").endMetadata();
    }
    if (row.has("drained")) {
      pod.editMetadata()
          .addToAnnotations("lido.dev/draining", "2026-01-01T00:00:20Z")
          .endMetadata();
    }
    return pod.build();
  }

  private static Worker read(Pod pod) {
    return WorkerReader.workers("pool-uid", List.of(pod)).getFirst();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldTell(Row row) {
    // When
    End end = read(row.pod()).end().orElseThrow();

    // Then
    assertThat(end.kind()).isEqualTo(row.kind());
    assertThat(end.summary()).isEqualTo(row.summary());
  }

  /** Only the kubelet's events tell a failed probe: see EventsIT. */
  @Test
  void shouldKnowThemAll() throws IOException {
    Set<Kind> told = EnumSet.of(Kind.LIVENESS_FAILED, Kind.STARTUP_FAILED);
    rows().forEach(row -> told.add(row.kind()));

    assertThat(told).containsExactlyInAnyOrder(Kind.values());
  }

  @Test
  void shouldNotBlameSomebodyForTheDeletionOfAWorkerThatWasReplaced() throws IOException {
    Pod ended = rows().getFirst().pod();
    ended.getMetadata().setDeletionTimestamp("2026-01-01T00:01:01Z");
    Pod next = Serialization.clone(ended);
    next.getMetadata().setName("pool-0-1-later");
    next.getMetadata().setUid("uid-2");
    next.getMetadata().setDeletionTimestamp(null);
    next.getMetadata().setAnnotations(Map.of("lido.dev/predecessor", "uid-1"));
    next.setStatus(new PodStatus());

    assertThat(LastDisruption.of(List.of(read(ended), read(next)))).isEmpty();
    assertThat(LastDisruption.of(List.of(read(ended))))
        .contains("pool-0-1-abcde: Deleted: somebody deleted the pod");
  }

  @Test
  void shouldTellWhoEndsAWorkerThatStillRuns() {
    Pod running =
        Serialization.unmarshal(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: pool-0-0-abcde
              uid: uid-1
              deletionTimestamp: "2026-01-01T00:00:30Z"
              labels: {lido.dev/partition: "0", lido.dev/slot: "0"}
              ownerReferences: [{controller: true, uid: pool-uid, name: pool, kind: PoolResource}]
            spec: {}
            status:
              phase: Running
              conditions: [{type: DisruptionTarget, status: "True", reason: EvictionByEvictionAPI}]
            """,
            Pod.class);

    assertThat(read(running).leaving().map(End::kind)).contains(Kind.EVICTED);
    assertThat(LastDisruption.of(List.of(read(running))))
        .contains("pool-0-0-abcde: Evicted: EvictionByEvictionAPI");
  }
}
