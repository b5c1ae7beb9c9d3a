package dev.lido.operator.reconcile;

import dev.lido.operator.apply.Failure;
import java.util.List;

/** Some of a plan's actions failed: the reconciliation is retried after a pause. */
public final class NotAppliedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotAppliedException(List<Failure> failures) {
    super(failures.size() + " actions failed, the first: " + failures.getFirst());
  }
}
