package dev.lido.client;

import dev.lido.protocol.task.Action;
import dev.lido.protocol.task.Task;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * An executor whose tasks run as children of a pool.
 *
 * <pre>{@code
 * try (PoolExecutor executor = thumbnails.executor()) {
 *   Future<byte[]> png = executor.submit(() -> Ffmpeg.frame(video, 10));
 * }
 * }</pre>
 *
 * <ul>
 *   <li><b>Tasks</b> must be serializable. Lambdas that are given to this type are: the compiler
 *       takes them for a {@link Task} or an {@link Action}. Where the variable is a plain {@code
 *       ExecutorService}, they must be declared as one. A task that cannot be sent is refused with
 *       {@link TaskNotSerializableException}, which names what is in the way.
 *   <li><b>Futures</b> are those of {@link Pool#submit(Task)}: the cause of an {@code
 *       ExecutionException} is a {@link PoolException}; for a task that threw, a {@link
 *       TaskFailedException} whose cause is what it threw. Deadline, queue and placement are the
 *       pool's, or the view's.
 *   <li><b>{@link #execute}</b> logs a failure, as {@link Pool#cast(Task)}; unlike that, the child is
 *       interrupted when its caller is gone, unless the view is {@link Pool#unlinked}.
 *   <li><b>{@link #shutdown}</b> takes no new task ({@code RejectedExecutionException}); what was
 *       given before goes on, waiting or running. The pool and its other executors are untouched.
 *   <li><b>Terminated</b> it is when, after a shutdown, every future is done and no child of its tasks
 *       runs any more; a child that was cancelled, but has not ended, still runs. A child whose
 *       worker was lost counts as ended.
 *   <li><b>{@link #close}</b> shuts down and waits for that; interrupted, it cancels what is left.
 * </ul>
 *
 * <p>Executors are thread-safe. An executor that is not shut down holds nothing but its tasks.
 */
public interface PoolExecutor extends ExecutorService {

  /**
   * Runs a task in the pool.
   *
   * @throws TaskNotSerializableException if it cannot be sent
   * @throws java.util.concurrent.RejectedExecutionException if the executor is shut down
   */
  <T extends @Nullable Object> CompletableFuture<T> submit(Task<T> task);

  /** Runs work without a value in the pool, as {@link #submit(Task)}; the future gives null. */
  CompletableFuture<?> submit(Action action);

  /** Runs a callable, which must be serializable, in the pool, as {@link #submit(Task)}. */
  @Override
  <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> task);

  /** Runs a runnable, which must be serializable, in the pool, as {@link #submit(Task)}. */
  @Override
  CompletableFuture<?> submit(Runnable task);

  /**
   * Runs a runnable in the pool, as {@link #submit(Task)}.
   *
   * @param result what the future gives; it goes to the worker and back, so it must be serializable
   */
  @Override
  <T extends @Nullable Object> CompletableFuture<T> submit(Runnable task, T result);

  /** Runs work in the pool, and logs its failure, if any; else as {@link #submit(Action)}. */
  void execute(Action action);

  /**
   * Shuts down, withdraws the tasks that wait, and interrupts those that run. All futures that are
   * not done end with {@code CancellationException} at once.
   *
   * @return the tasks that were never given to a worker: what {@link #execute} got, as it is; of a
   *     submitted task, a runnable that runs it in this process
   */
  @Override
  List<Runnable> shutdownNow();
}
