package dev.lido.operator.apply;

import dev.lido.operator.observe.Contact;
import java.util.OptionalInt;

/** Talks to workers. It is thread-safe. */
public interface WorkerControl {

  /**
   * Makes a worker take no new child. Blocks for a second at most; may be repeated.
   */
  DrainAnswer drain(Contact worker);

  /**
   * Asks a worker how busy it is. Blocks for a second at most.
   *
   * @return the children it runs; empty if it does not answer
   */
  OptionalInt load(Contact worker);
}
