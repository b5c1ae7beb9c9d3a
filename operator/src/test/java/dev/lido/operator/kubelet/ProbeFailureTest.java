package dev.lido.operator.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.observe.End.Kind;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What kubelets write of containers that are not to be started again. */
class ProbeFailureTest {

  private static final String WORKER = "spec.containers{worker}";

  private static Event unhealthy(String container, String message, int first, int last) {
    return event(container, "Unhealthy", message, first, last);
  }

  private static Event killing(String container, int second) {
    return event(container, "Killing", "Stopping container", second, second);
  }

  private static Event event(String container, String reason, String message, int first, int last) {
    return new EventBuilder()
        .withNewInvolvedObject()
        .withFieldPath(container)
        .endInvolvedObject()
        .withReason(reason)
        .withMessage(message)
        .withFirstTimestamp(at(first))
        .withLastTimestamp(at(last))
        .withNewMetadata()
        .withCreationTimestamp(at(first))
        .endMetadata()
        .build();
  }

  private static String at(int second) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second).toString();
  }

  private static Optional<Kind> cause(Event... said) {
    return ProbeFailure.of(
        Stream.of(said).flatMap(event -> KubeletEvent.read(event).stream()).toList());
  }

  @Test
  void shouldFindTheProbeThatFailedBeforeTheContainerWasStopped() {
    Event alive = unhealthy(WORKER, "Liveness probe failed: HTTP 503", 40, 60);
    Event started = unhealthy(WORKER, "Startup probe failed: HTTP 503", 40, 60);

    assertThat(cause(alive, killing(WORKER, 60))).contains(Kind.LIVENESS_FAILED);
    assertThat(cause(started, killing(WORKER, 61))).contains(Kind.STARTUP_FAILED);
  }

  @Test
  void shouldFindTheProbeInTheFormInWhichManyMessagesAreWrittenAsOne() {
    String combined = "(combined from similar events): Liveness probe failed: read tcp: timeout";

    assertThat(cause(unhealthy(WORKER, combined, 0, 60), killing(WORKER, 61)))
        .contains(Kind.LIVENESS_FAILED);
  }

  @Test
  void shouldFindTheProbeThatGoesOnToFailWhileTheContainerIsStopped() {
    Event alive = unhealthy(WORKER, "Liveness probe failed: HTTP 503", 40, 90);

    assertThat(cause(alive, killing(WORKER, 60))).contains(Kind.LIVENESS_FAILED);
  }

  @Test
  void shouldBlameNoProbeForAContainerThatIsNotStopped() {
    Event alive = unhealthy(WORKER, "Liveness probe failed: HTTP 503", 40, 60);

    assertThat(cause(alive)).isEmpty();
    assertThat(cause(alive, killing("spec.containers{proxy}", 60))).isEmpty();
  }

  @Test
  void shouldBlameNoProbeThatFailedMuchEarlierOrAfterwardsOrOfAnotherContainer() {
    String failed = "Liveness probe failed: HTTP 503";
    Event stop = killing(WORKER, 100);

    assertThat(cause(unhealthy(WORKER, failed, 10, 69), stop)).isEmpty();
    assertThat(cause(unhealthy(WORKER, failed, 101, 102), stop)).isEmpty();
    assertThat(cause(unhealthy("spec.containers{proxy}", failed, 99, 99), stop)).isEmpty();
    assertThat(cause(unhealthy(WORKER, "Readiness probe failed: HTTP 503", 99, 99), stop))
        .isEmpty();
  }
}
