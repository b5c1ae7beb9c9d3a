package dev.lido.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.observe.End.Cause;
import dev.lido.operator.observe.History.Mark;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerReaderTest {

  private static Worker read(String metadata, String status) {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: pool-0-1-abcde
          uid: uid-1
          creationTimestamp: "2026-01-01T00:00:00Z"
          labels: {lido.dev/pool: pool, lido.dev/partition: "0", lido.dev/slot: "1"}
          ownerReferences: [{controller: true, uid: pool-uid, name: pool, kind: PoolResource}]
        %s
        spec: {containers: [{name: worker, env: [{name: LIDO_MAX_CONCURRENCY, value: "5"}]}]}
        status: %s
        """
            .formatted(metadata.indent(2), status);
    Pod pod = Serialization.unmarshal(yaml, Pod.class);
    return WorkerReader.workers("pool-uid", List.of(pod)).getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OWN | {phase: Failed, containerStatuses: [{name: worker, state: {terminated: {exitCode:"
            + " 137, reason: OOMKilled}}}]}",
        "OWN | {phase: Succeeded, containerStatuses: [{name: worker, state: {terminated: {exitCode:"
            + " 0}}}]}",
        "OWN | {phase: Failed, initContainerStatuses: [{name: prepare, state: {terminated:"
            + " {exitCode: 1}}}]}",
        "DISRUPTED | {phase: Failed, reason: Evicted}",
        "DISRUPTED | {phase: Failed, reason: Terminated, containerStatuses: [{name: worker, state:"
            + " {terminated: {exitCode: 143}}}]}",
        "DISRUPTED | {phase: Failed, conditions: [{type: DisruptionTarget, status: 'True'}],"
            + " containerStatuses: [{name: worker, state: {terminated: {exitCode: 137}}}]}",
        "REFUSED | {phase: Failed, reason: OutOfcpu, message: no room}",
      })
  void shouldTellWhoseDoingAnEndWas(Cause cause, String status) {
    assertThat(read("", status).end().orElseThrow().cause()).isEqualTo(cause);
  }

  @Test
  void shouldNotCountTheEndOfAWorkerThatWasBeingRemoved() {
    String exited =
        "{phase: Failed, containerStatuses: [{name: worker, state: {terminated: {exitCode: 1}}}]}";

    Worker drained = read("annotations: {lido.dev/draining: '2026-01-01T00:00:00.500Z'}", exited);
    Worker deleted = read("deletionTimestamp: '2026-01-01T00:00:00Z'", exited);

    assertThat(drained.end().orElseThrow().cause()).isEqualTo(Cause.DISRUPTED);
    assertThat(deleted.end().orElseThrow().cause()).isEqualTo(Cause.DISRUPTED);
  }

  @Test
  void shouldSayHowAWorkerExited() {
    Worker worker =
        read(
            "",
            "{phase: Failed, containerStatuses: [{name: worker, state: {terminated: {exitCode: 3,"
                + " reason: Error, message: 'no space left', finishedAt:"
                + " '2026-01-01T00:01:00Z'}}}]}");

    assertThat(worker.end().orElseThrow().summary())
        .isEqualTo("exit code 3 (Error): no space left");
    assertThat(worker.end().orElseThrow().at()).isEqualTo("2026-01-01T00:01:00Z");
  }

  @Test
  void shouldNotServeWhileItIsDrainedOrDeleted() {
    String ready = "{phase: Running, podIP: 10.0.0.1, conditions: [{type: Ready, status: 'True'}]}";

    assertThat(read("", ready).ready()).isTrue();
    assertThat(read("annotations: {lido.dev/draining: '2026-01-01T00:00:00Z'}", ready).ready())
        .isFalse();
    assertThat(read("deletionTimestamp: '2026-01-01T00:00:00Z'", ready).ready()).isFalse();
    assertThat(read("", ready).contact()).isEqualTo(new Contact("10.0.0.1", 7070, 5));
  }

  @Test
  void shouldTellWhatKeepsAWorkerFromStarting() {
    Worker worker =
        read(
            "",
            "{phase: Pending, containerStatuses: [{name: worker, state: {waiting: {reason:"
                + " ImagePullBackOff, message: not found}}}]}");

    assertThat(worker.trouble())
        .contains(
            new Trouble(Trouble.Kind.UNPULLABLE, Instant.EPOCH, "ImagePullBackOff: not found"));
  }

  @Test
  void shouldIgnoreWhatThePoolDoesNotOwn() {
    assertThat(WorkerReader.workers("other-uid", List.of())).isEmpty();
  }

  @Test
  void shouldReadAHistoryAsItWasWritten() {
    Instant at = Instant.parse("2026-01-01T00:00:01.234Z");
    History history =
        new History(7, List.of(new Mark(at, 2, at.plusSeconds(10))), Optional.of("exit code 1"));

    assertThat(HistoryJson.read(HistoryJson.write(history))).isEqualTo(history);
    assertThat(HistoryJson.read("spoilt")).isEqualTo(History.NONE);
    assertThat(HistoryJson.read("{}")).isEqualTo(History.NONE);
  }
}
