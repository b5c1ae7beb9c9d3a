package dev.lido.worker.admission;

import java.util.List;

/**
 * What slots are for that became free.
 *
 * @param granted who is granted one: once for each grant, in order
 * @param starts what stood by and has its slot now
 * @param <C> callers
 */
record Freed<C>(List<C> granted, List<StandBy> starts) {

  private static final Freed<?> NONE = new Freed<>(List.of(), List.of());

  @SuppressWarnings("unchecked") // It has no callers.
  static <C> Freed<C> none() {
    return (Freed<C>) NONE;
  }
}
