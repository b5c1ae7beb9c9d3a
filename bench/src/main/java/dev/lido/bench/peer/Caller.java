package dev.lido.bench.peer;

import dev.lido.bench.load.Operation;
import dev.lido.bench.process.Usage;
import java.util.Optional;

/** A caller of one family of subjects, connected to its two servers. */
interface Caller extends AutoCloseable {

  /** Returns what a call is. */
  Operation operation(Subject subject, Workload workload);

  /** Returns what the servers have used until now; empty where they do not tell. */
  default Optional<Usage> usedByServers() {
    return Optional.empty();
  }

  @Override
  void close();
}
