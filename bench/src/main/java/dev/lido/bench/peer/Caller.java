package dev.lido.bench.peer;

import dev.lido.bench.load.Operation;

/** A caller of one family of subjects, connected to its two servers. */
interface Caller extends AutoCloseable {

  /** Returns what a call is. */
  Operation operation(Subject subject, Workload workload);

  /** Returns what the servers have allocated for all their threads until now, in bytes; -1: unknown. */
  default long allocatedByServers() {
    return -1;
  }

  @Override
  void close();
}
