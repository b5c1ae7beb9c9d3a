package dev.lido.client.internal.members;

import dev.lido.client.internal.call.CallSettings;
import dev.lido.client.internal.call.Outcome.Problem;
import java.util.Set;

/** Where a pool's settings and the addresses of its workers come from. */
public interface MemberSource extends AutoCloseable {

  /** Hears what is known, from threads of the source's own; must not block. */
  interface Listener {

    /** The pool exists, and says this. */
    void settings(CallSettings settings);

    /** Whoever is ready now. */
    void members(Set<WorkerAddress> ready);

    /** The pool is not there, or cannot be looked at; the source goes on trying. */
    void problem(Problem problem, String detail);
  }

  /** Begins to tell; must not block. */
  void start(Listener listener);

  /** Ends telling. */
  @Override
  void close();
}
