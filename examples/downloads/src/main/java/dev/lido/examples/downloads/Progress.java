package dev.lido.examples.downloads;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the manager has done until now. Thread-safe. */
final class Progress {

  private final int total;
  private final LongAdder pages = new LongAdder();
  private final LongAdder images = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final Set<String> workers = ConcurrentHashMap.newKeySet();

  /**
   * Creates an account of nothing done.
   *
   * @param total the pages to download
   */
  Progress(int total) {
    this.total = total;
  }

  /**
   * The account at one instant.
   *
   * @param total the pages to download
   * @param pages pages fetched
   * @param images images stored
   * @param bytes the length of these images, together
   * @param retries fetches that failed, and were tried again
   * @param workers workers that have fetched something
   */
  record Snapshot(int total, long pages, long images, long bytes, long retries, int workers) {

    /** Returns how many fetches ended well. */
    long fetches() {
      return pages + images;
    }

    /** Returns how much is done, from 0 to 1. */
    double share() {
      return total == 0 ? 1 : fetches() / (2.0 * total);
    }
  }

  void page() {
    pages.increment();
  }

  void image(long length) {
    images.increment();
    bytes.add(length);
  }

  void retry() {
    retries.increment();
  }

  void worker(String name) {
    workers.add(name);
  }

  Snapshot snapshot() {
    return new Snapshot(
        total, pages.sum(), images.sum(), bytes.sum(), retries.sum(), workers.size());
  }
}
