package dev.lido.bench.peer;

import dev.lido.bench.load.Operation;
import dev.lido.bench.process.Usage;

/** A caller of one family of subjects, connected to its two servers. */
interface Caller extends AutoCloseable {

  /** Returns what a call is. */
  Operation operation(Subject subject, Workload workload);

  /**
   * Returns what the servers have used until now, of those that cannot be asked otherwise.
   *
   * @param begin whether peaks begin anew
   */
  default Usage usedByServers(boolean begin) {
    throw new UnsupportedOperationException("these servers tell it themselves");
  }

  @Override
  void close();
}
