package dev.lido.operator.event;

import dev.lido.operator.observe.PoolId;
import java.util.List;

/** Tells what happened to pools. It is thread-safe. */
@FunctionalInterface
public interface Announcer {

  /** Tells it. Never blocks, and never throws: what cannot be told is lost. */
  void announce(PoolId pool, List<Transition> transitions);

  /** Returns one that tells {@code this} and {@code other}. */
  default Announcer and(Announcer other) {
    return (pool, transitions) -> {
      announce(pool, transitions);
      other.announce(pool, transitions);
    };
  }
}
