package dev.lido.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.observe.End.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What kubelets write of containers that are not to be started again. */
class ProbeFailureTest {

  private static final String WORKER = "spec.containers{worker}";

  private static KubeletEvent unhealthy(String container, String message, int first, int last) {
    return new KubeletEvent(container, "Unhealthy", message, at(first), at(last));
  }

  private static KubeletEvent killing(String container, int second) {
    return new KubeletEvent(container, "Killing", "Stopping container", at(second), at(second));
  }

  private static Instant at(int second) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second);
  }

  @Test
  void shouldFindTheProbeThatFailedBeforeTheContainerWasStopped() {
    KubeletEvent alive = unhealthy(WORKER, "Liveness probe failed: HTTP 503", 40, 60);
    KubeletEvent started = unhealthy(WORKER, "Startup probe failed: HTTP 503", 40, 60);

    assertThat(ProbeFailure.of(List.of(alive, killing(WORKER, 60)))).contains(Kind.LIVENESS_FAILED);
    assertThat(ProbeFailure.of(List.of(started, killing(WORKER, 61))))
        .contains(Kind.STARTUP_FAILED);
  }

  @Test
  void shouldFindTheProbeInTheFormInWhichManyMessagesAreWrittenAsOne() {
    String combined = "(combined from similar events): Liveness probe failed: read tcp: timeout";

    assertThat(ProbeFailure.of(List.of(unhealthy(WORKER, combined, 0, 60), killing(WORKER, 61))))
        .contains(Kind.LIVENESS_FAILED);
  }

  @Test
  void shouldFindTheProbeThatGoesOnToFailWhileTheContainerIsStopped() {
    KubeletEvent alive = unhealthy(WORKER, "Liveness probe failed: HTTP 503", 40, 90);

    assertThat(ProbeFailure.of(List.of(alive, killing(WORKER, 60)))).contains(Kind.LIVENESS_FAILED);
  }

  @Test
  void shouldBlameNoProbeForAContainerThatIsNotStopped() {
    KubeletEvent alive = unhealthy(WORKER, "Liveness probe failed: HTTP 503", 40, 60);

    assertThat(ProbeFailure.of(List.of(alive))).isEmpty();
    assertThat(ProbeFailure.of(List.of(alive, killing("spec.containers{proxy}", 60)))).isEmpty();
  }

  @Test
  void shouldBlameNoProbeThatFailedMuchEarlierOrAfterwardsOrOfAnotherContainer() {
    String failed = "Liveness probe failed: HTTP 503";
    KubeletEvent stop = killing(WORKER, 100);

    assertThat(ProbeFailure.of(List.of(unhealthy(WORKER, failed, 10, 69), stop))).isEmpty();
    assertThat(ProbeFailure.of(List.of(unhealthy(WORKER, failed, 101, 102), stop))).isEmpty();
    assertThat(ProbeFailure.of(List.of(unhealthy("spec.containers{proxy}", failed, 99, 99), stop)))
        .isEmpty();
    assertThat(
            ProbeFailure.of(
                List.of(unhealthy(WORKER, "Readiness probe failed: HTTP 503", 99, 99), stop)))
        .isEmpty();
  }
}
