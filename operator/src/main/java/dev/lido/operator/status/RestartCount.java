package dev.lido.operator.status;

import dev.lido.operator.observe.End;
import dev.lido.operator.observe.Worker;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Counts how often workers ended by their own doing. */
final class RestartCount {

  private RestartCount() {}

  /** Counts in the workers of one partition: each slot's last one carries what was before it. */
  static long of(Collection<Worker> workers) {
    Map<Integer, Long> slots = new HashMap<>();
    workers.forEach(worker -> slots.merge(worker.id().slot(), ends(worker), Math::max));
    return slots.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long ends(Worker worker) {
    boolean own = worker.end().filter(end -> end.cause() == End.Cause.OWN).isPresent();
    return worker.history().ends() + (own ? 1 : 0);
  }
}
