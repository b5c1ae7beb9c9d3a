package dev.lido.client.internal.executor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

/** The tasks of an executor that are not over, and whether it takes more. Thread-safe. */
final class Tickets {

  private final Set<Ticket> open = new LinkedHashSet<>();
  private final CountDownLatch terminated = new CountDownLatch(1);
  private boolean shutdown;

  synchronized void add(Ticket ticket) {
    if (shutdown) {
      throw new RejectedExecutionException("the executor was shut down");
    }
    open.add(ticket);
  }

  synchronized void remove(Ticket ticket) {
    open.remove(ticket);
    endIfOver();
  }

  synchronized void shutdown() {
    shutdown = true;
    endIfOver();
  }

  private void endIfOver() {
    if (shutdown && open.isEmpty()) {
      terminated.countDown();
    }
  }

  synchronized boolean isShutdown() {
    return shutdown;
  }

  synchronized List<Ticket> open() {
    return List.copyOf(open);
  }

  CountDownLatch terminated() {
    return terminated;
  }
}
