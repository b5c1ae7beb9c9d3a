package dev.lido.examples.downloads;

import dev.lido.client.PoolException;
import dev.lido.client.TaskFailedException;
import dev.lido.client.TaskTimeoutException;
import dev.lido.client.WorkerDrainedException;
import dev.lido.client.WorkerLostException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Tries again what may end well the next time.
 *
 * <p>The pool itself never starts anything twice. Here it does no harm: a fetch only reads.
 */
final class Attempts {

  private static final int MOST = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private Attempts() {}

  /**
   * Makes a call, up to six times, with a growing pause between.
   *
   * @param onRetry what is run before each try but the first
   * @throws PoolException what the last try threw
   */
  static <T> T call(Supplier<T> call, Runnable onRetry) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (PoolException failure) {
        if (attempt == MOST || !mayPass(failure)) {
          throw failure;
        }
      }
      onRetry.run();
      Thread.sleep(pause(attempt));
    }
  }

  private static boolean mayPass(PoolException failure) {
    return switch (failure) {
      case TaskFailedException failed ->
          failed.getCause() instanceof IOException cause && !(cause instanceof RefusedException);
      case WorkerLostException lost -> true;
      case WorkerDrainedException drained -> true;
      case TaskTimeoutException late -> true;
      default -> false;
    };
  }

  /** Returns twice the pause each time, shortened at random so that retries do not come together. */
  private static Duration pause(int attempt) {
    long most = FIRST_PAUSE.toMillis() << (attempt - 1);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }
}
