package dev.lido.operator.apply;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Does many requests at a time. It is thread-safe. */
public interface Parallel {

  /** Returns one that has at most this many requests in flight, on virtual threads. */
  static Parallel upTo(int requests) {
    return new VirtualThreads(requests);
  }

  /**
   * Applies {@code request}, which must not throw, to all {@code inputs}, and returns the answers in
   * their order.
   *
   * @throws InterruptedException if interrupted; what is in flight is interrupted too
   */
  <I, O> List<O> map(Collection<I> inputs, Function<I, O> request) throws InterruptedException;
}
