package dev.lido.client.internal.executor;

import dev.lido.client.PoolExecutor;
import dev.lido.client.internal.call.FutureCall;
import dev.lido.protocol.task.Action;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.task.WrappedTask;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An executor that hands its tasks to a pool, and knows which of them are not over. */
public final class TaskExecutor implements PoolExecutor {

  private static final Logger LOG = System.getLogger("dev.lido.client");

  private final String pool;
  private final Starter starter;
  private final Tickets tickets = new Tickets();

  /** Starts tasks in a pool. */
  public interface Starter {

    /**
     * Submits a task.
     *
     * @param whenOver called once, when its future is done and no worker runs it any more
     */
    <T extends @Nullable Object> FutureCall<T> start(Task<T> task, Runnable whenOver);
  }

  /** Creates an executor for a pool, which is named as {@code namespace/name}. */
  public TaskExecutor(String pool, Starter starter) {
    this.pool = pool;
    this.starter = starter;
  }

  private <T extends @Nullable Object> CompletableFuture<T> run(Task<T> task, Runnable here) {
    Ticket ticket = new Ticket(here);
    tickets.add(ticket);
    try {
      FutureCall<T> call = starter.start(task, () -> tickets.remove(ticket));
      CompletableFuture<T> future = call.future();
      ticket.attach(call);
      return future;
    } catch (Throwable notStarted) {
      tickets.remove(ticket);
      throw notStarted;
    }
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Task<T> task) {
    Objects.requireNonNull(task);
    return run(task, new FutureTask<>(task));
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> task) {
    Objects.requireNonNull(task);
    return submit(task instanceof Task<T> already ? already : new WrappedTask.OfCallable<>(task));
  }

  @Override
  public CompletableFuture<?> submit(Action action) {
    return submit((Runnable) action);
  }

  @Override
  public CompletableFuture<?> submit(Runnable task) {
    return this.<@Nullable Object>submit(task, null);
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Runnable task, T result) {
    return submit(wrapped(task, result));
  }

  private static <T extends @Nullable Object> Task<T> wrapped(Runnable task, T result) {
    return new WrappedTask.OfRunnable<>(Objects.requireNonNull(task), result);
  }

  @Override
  public void execute(Action action) {
    execute((Runnable) action);
  }

  @Override
  public void execute(Runnable task) {
    var unused =
        run(TaskExecutor.<@Nullable Object>wrapped(task, null), task)
            .whenComplete((nothing, failure) -> log(failure));
  }

  private static void log(@Nullable Throwable failure) {
    if (failure != null && !(failure instanceof CancellationException)) {
      LOG.log(Level.WARNING, "an executed task failed: " + failure.getMessage(), failure);
    }
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return new Invocation<T>(this, tasks).all();
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return new Invocation<T>(this, tasks).all(unit.toNanos(timeout));
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return new Invocation<T>(this, tasks).any();
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return new Invocation<T>(this, tasks).any(unit.toNanos(timeout));
  }

  @Override
  public void shutdown() {
    tickets.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    tickets.shutdown();
    List<Runnable> neverStarted = new ArrayList<>();
    // The newest first: what waits is withdrawn before the slot of what runs can become free.
    for (Ticket ticket : tickets.open().reversed()) {
      if (ticket.stop()) {
        neverStarted.add(ticket.task());
      }
    }
    return new ArrayList<>(neverStarted.reversed());
  }

  @Override
  public boolean isShutdown() {
    return tickets.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return tickets.terminated().getCount() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return tickets.terminated().await(timeout, unit);
  }

  @Override
  public String toString() {
    return "PoolExecutor[" + pool + "]";
  }
}
