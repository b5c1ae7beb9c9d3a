package dev.lido.operator.kubelet;

import dev.lido.operator.kubelet.KubeletEvent.What;
import dev.lido.operator.observe.End.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads from what the kubelet said whether it stopped a worker because a probe failed.
 *
 * <p>Of a container that is not to be started again it says no more than that a probe failed, and
 * that it stops the container; so the one has to come with the other. A worker that exits by itself
 * is not stopped, and one whose probe failed earlier and passed again is stopped for another reason.
 */
public final class ProbeFailure {

  /** The kubelet stops a container at once; a busy one takes some time for it. */
  private static final Duration LONGEST_HESITATION = Duration.ofSeconds(30);

  private ProbeFailure() {}

  /** Returns which probe's failure ended a worker of which this was said; empty: none. */
  public static Optional<Kind> of(List<KubeletEvent> said) {
    if (isCause(What.LIVENESS_FAILED, said)) {
      return Optional.of(Kind.LIVENESS_FAILED);
    }
    return isCause(What.STARTUP_FAILED, said) ? Optional.of(Kind.STARTUP_FAILED) : Optional.empty();
  }

  private static boolean isCause(What failure, List<KubeletEvent> said) {
    return said.stream()
        .filter(event -> event.what() == failure)
        .anyMatch(failed -> said.stream().anyMatch(event -> follows(event, failed)));
  }

  /** A probe may go on to fail while the container is being stopped. */
  private static boolean follows(KubeletEvent event, KubeletEvent failed) {
    return event.what() == What.STOPPING
        && !failed.first().isAfter(event.last())
        && !failed.last().plus(LONGEST_HESITATION).isBefore(event.first());
  }
}
