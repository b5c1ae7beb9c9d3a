package dev.lido.operator.status;

import java.util.Optional;

/**
 * What is to be said of a pool, before it becomes conditions.
 *
 * @param ready whether every worker is there and ready
 * @param summary why, or why not
 * @param reconciling what is still being done
 * @param stalled what does not go on by itself
 */
record Verdict(boolean ready, Say summary, Optional<Say> reconciling, Optional<Say> stalled) {

  /**
   * A reason and a message.
   *
   * @param reason one word for machines
   * @param message a sentence for people
   */
  record Say(String reason, String message) {}
}
