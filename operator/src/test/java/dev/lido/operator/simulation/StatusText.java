package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.PoolStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A status in a line, for traces. */
final class StatusText {

  private StatusText() {}

  static String of(PoolStatus status) {
    List<Condition> conditions = Objects.requireNonNullElse(status.getConditions(), List.of());
    return status.getReady()
        + "/"
        + status.getDesired()
        + " "
        + conditions.stream()
            .map(c -> c.getType() + "=" + c.getStatus() + ":" + c.getReason())
            .collect(Collectors.joining(" "));
  }
}
