package dev.lido.operator.lead;

import java.time.Duration;
import java.util.Optional;

/** Tells whether this operator may act now. It is thread-safe, and never blocks. */
@FunctionalInterface
public interface Fence {

  /** The fence of an operator that is the only one: nothing is in its way. */
  Fence NONE = () -> Optional.of(Duration.ofDays(1));

  /**
   * Returns the time after which nothing must be going on any more that is begun now; empty if
   * nothing may be begun.
   */
  Optional<Duration> room();

  /** Tells whether something may be begun. */
  default boolean isOpen() {
    return room().isPresent();
  }
}
