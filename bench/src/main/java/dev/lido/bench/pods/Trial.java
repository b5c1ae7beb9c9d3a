package dev.lido.bench.pods;

import java.util.List;
import java.util.stream.Stream;

/** A case: what is measured, and with how many sets of how many pods. */
enum Trial {
  /** One set of 1,000 pods. */
  ONE_POOL_1000("one-pool-1000", List.of(new Size(1, 1_000))),
  /** 1,000 sets of 3 pods. */
  POOLS_1000("pools-1000", List.of(new Size(1_000, 3))),
  /** 100 sets of 100 pods. */
  WORKERS_10000("workers-10000", List.of(new Size(100, 100))),
  /** Deaths, one after the other, with 1,000 sets of 3 pods present. */
  REPLACE("replace", List.of(new Size(1_000, 3))),
  /** A minute without any change, with 1,000 sets of 3 pods present. */
  IDLE("idle", List.of(new Size(1_000, 3))),
  /** One set of more and more pods. */
  GROWTH_WORKERS(
      "growth-workers", Stream.of(10, 30, 100, 300, 1_000).map(pods -> new Size(1, pods)).toList()),
  /** More and more sets of 3 pods. */
  GROWTH_POOLS(
      "growth-pools", Stream.of(10, 30, 100, 300, 1_000).map(sets -> new Size(sets, 3)).toList());

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // They are lists that cannot be changed.
  private final List<Size> sizes;

  Trial(String label, List<Size> sizes) {
    this.label = label;
    this.sizes = sizes;
  }

  /**
   * How much there is.
   *
   * @param sets how many sets
   * @param podsEach how many pods each
   */
  record Size(int sets, int podsEach) {

    int pods() {
      return sets * podsEach;
    }
  }

  List<Size> sizes() {
    return sizes;
  }

  @Override
  public String toString() {
    return label;
  }
}
