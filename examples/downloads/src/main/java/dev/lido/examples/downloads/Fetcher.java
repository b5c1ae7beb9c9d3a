package dev.lido.examples.downloads;

import dev.lido.client.Pool;
import java.net.URI;
import java.time.Duration;

/**
 * Fetches in the workers of a pool.
 *
 * <p>A worker loads the class that a closure is written in. So this one has nothing else in it: the
 * workers do without the client library, which {@link DownloadManager} and {@link Attempts} need.
 */
final class Fetcher {

  private final Pool pool;
  private final Duration timeout;
  private final Progress progress;

  /**
   * Creates a fetcher.
   *
   * @param timeout how long a fetch waits for an answer, before it is tried again
   */
  Fetcher(Pool pool, Duration timeout, Progress progress) {
    this.pool = pool;
    this.timeout = timeout;
    this.progress = progress;
  }

  /** Fetches what is at an address; waits until a slot is free, and until the fetch has ended. */
  Fetched fetch(URI uri) throws InterruptedException {
    Fetched fetched = Attempts.call(() -> call(uri, timeout), progress::retry);
    progress.worker(fetched.worker());
    return fetched;
  }

  /** Calls the pool. The closure captures the two parameters, so nothing else is sent. */
  private Fetched call(URI uri, Duration timeout) {
    return pool.call(() -> Fetch.get(uri, timeout));
  }
}
