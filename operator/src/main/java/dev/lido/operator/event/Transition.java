package dev.lido.operator.event;

import dev.lido.operator.observe.WorkerId;
import java.util.Optional;

/**
 * Something that happened to a pool.
 *
 * @param reason one word for machines, of {@link EventReasons} or of the status's reasons
 * @param warning whether somebody should look at it
 * @param partition the partition that it happened in, if in one
 * @param worker the name of the worker that it happened to, if to one
 * @param message a sentence for people
 */
public record Transition(
    String reason,
    boolean warning,
    Optional<Integer> partition,
    Optional<String> worker,
    String message) {

  static Transition normal(String reason, WorkerId worker, String message) {
    return new Transition(
        reason, false, Optional.of(worker.partition()), Optional.of(worker.name()), message);
  }

  static Transition warning(String reason, WorkerId worker, String message) {
    return new Transition(
        reason, true, Optional.of(worker.partition()), Optional.of(worker.name()), message);
  }

  static Transition ofPool(String reason, boolean warning, String message) {
    return new Transition(reason, warning, Optional.empty(), Optional.empty(), message);
  }
}
