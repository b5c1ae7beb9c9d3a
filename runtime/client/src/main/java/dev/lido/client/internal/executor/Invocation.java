package dev.lido.client.internal.executor;

import dev.lido.client.PoolExecutor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tasks that are run together, in one thread's name. However it goes, none is left behind. */
final class Invocation<T extends @Nullable Object> {

  private final PoolExecutor executor;
  private final List<Callable<T>> tasks;
  private final List<CompletableFuture<T>> futures = new ArrayList<>();

  Invocation(PoolExecutor executor, Collection<? extends Callable<T>> tasks) {
    this.executor = executor;
    this.tasks = new ArrayList<>(tasks);
    this.tasks.forEach(Objects::requireNonNull);
  }

  List<Future<T>> all() throws InterruptedException {
    return all(Long.MAX_VALUE);
  }

  /** Those that are not done in time are cancelled. */
  List<Future<T>> all(long nanos) throws InterruptedException {
    long begin = System.nanoTime();
    try {
      submitAll();
      for (Future<T> future : futures) {
        await(future, nanos - (System.nanoTime() - begin));
      }
      return new ArrayList<>(futures);
    } catch (TimeoutException timeIsOver) {
      return new ArrayList<>(futures);
    } finally {
      cancelAll();
    }
  }

  private void submitAll() {
    for (Callable<T> task : tasks) {
      futures.add(executor.submit(task));
    }
  }

  private static void await(Future<?> future, long nanos)
      throws InterruptedException, TimeoutException {
    try {
      future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException | CancellationException done) {
      // The future says so itself.
    }
  }

  /** What is done already stays as it is. */
  private void cancelAll() {
    futures.forEach(future -> future.cancel(true));
  }

  T any() throws InterruptedException, ExecutionException {
    try {
      return any(Long.MAX_VALUE);
    } catch (TimeoutException never) {
      throw new AssertionError(never);
    }
  }

  T any(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("invokeAny needs a task at least");
    }
    long begin = System.nanoTime();
    try {
      submitAll();
      return firstValue(nanos, begin);
    } finally {
      cancelAll();
    }
  }

  private T firstValue(long nanos, long begin)
      throws InterruptedException, ExecutionException, TimeoutException {
    BlockingQueue<CompletableFuture<T>> done = new LinkedBlockingQueue<>();
    for (CompletableFuture<T> future : futures) {
      var unused = future.whenComplete((value, failure) -> done.add(future));
    }
    for (int left = futures.size(); ; left--) {
      CompletableFuture<T> next =
          done.poll(nanos - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new TimeoutException("none of %d tasks ended in time".formatted(futures.size()));
      }
      try {
        return next.get();
      } catch (ExecutionException | CancellationException failed) {
        throwIfLast(left, failed);
      }
    }
  }

  private static void throwIfLast(int left, Exception failed) throws ExecutionException {
    if (left == 1) {
      throw failed instanceof ExecutionException last ? last : new ExecutionException(failed);
    }
  }
}
