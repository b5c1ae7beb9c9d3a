package dev.lido.operator.simulation;

import dev.lido.operator.pod.Marks;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Optional;

/** The mark on a pod that its worker is drained. */
final class DrainMark {

  private DrainMark() {}

  /** Returns since when, if it is. */
  static Optional<Instant> of(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations().get(Marks.DRAINING))
        .map(Instant::parse);
  }
}
