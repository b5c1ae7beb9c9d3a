package dev.lido.client;

import dev.lido.client.internal.Entry;
import dev.lido.protocol.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pool of workers, or a view of one, that runs work.
 *
 * <pre>{@code
 * byte[] png = thumbnails.call(() -> Ffmpeg.frame(video, 10));
 * }</pre>
 *
 * <p>The work is a serializable closure, or the name of a task that the worker's image has a handler
 * for. It is placed on the least loaded worker and runs there as a child. When every worker is full
 * it waits in this caller, first in first out.
 *
 * <ul>
 *   <li><b>Views.</b> {@link #partition}, {@link #withTimeout}, {@link #withQueueTimeout}, {@link
 *       #withOutput}, {@link #withoutOutput}, {@link #unlinked} and {@link #idempotent} return a view that differs in that one respect, share
 *       everything else, and cost next to nothing.
 *   <li><b>Once.</b> Work is never started twice, unless the caller said that it is {@link
 *       #idempotent}.
 *   <li><b>Deadline.</b> A child has the pool's {@code task.timeout}, or what {@link #withTimeout}
 *       says, counted from the moment it is placed; then it is interrupted. A worker that says
 *       nothing is waited for one second more.
 *   <li><b>Waiting.</b> A call waits for a slot for the pool's {@code queue.timeout}, or what {@link
 *       #withQueueTimeout} says. A call that gave up is never started.
 *   <li><b>Order.</b> A freed slot goes to the call that has waited longest, of those that may use
 *       it: a keyed call waits for its own partition only.
 *   <li><b>Output.</b> What a child prints to {@code System.out} and {@code System.err} is printed
 *       here, live, unless {@link #withOutput} says otherwise.
 *   <li><b>Void work.</b> Work without a value returns {@code null}: {@code pool.call(() -> {
 *       doIt(); return null; })}.
 * </ul>
 *
 * <p>Instances are immutable and thread-safe; they may be used from platform and from virtual
 * threads, and need not be closed: {@link Pools#close()} does that. A continuation of a future never
 * runs on a thread that the connections need.
 */
public interface Pool {

  /** Returns a pool in this process, of one worker with five slots; see {@link LocalSettings}. */
  static Pool local() {
    return local(LocalSettings.DEFAULTS);
  }

  /**
   * Returns a pool in this process, for unit tests.
   *
   * <p>Its children are virtual threads here, and all else is as in a cluster: slots, partitions,
   * queue, deadlines and exceptions; and closures and values are serialized and deserialized, so
   * that a test finds what cannot be sent.
   *
   * @param settings its workers and its limits
   */
  static Pool local(LocalSettings settings) {
    return Entry.local(settings);
  }

  /** Returns the pool's name. */
  String name();

  /** Returns the pool's namespace. */
  String namespace();

  /**
   * Runs a closure in the pool, and waits until it has ended.
   *
   * @param task the closure; all that it captures must be serializable
   * @return what it returned
   * @throws TaskFailedException if it threw
   * @throws TaskNotSerializableException if it, or its value, cannot be sent
   * @throws TaskTimeoutException if its deadline passed
   * @throws WorkerLostException if its worker was lost: the outcome is unknown
   * @throws WorkerDrainedException if its worker had to go before it ended
   * @throws NoWorkersException if there was no worker while it could wait
   * @throws PoolFullException if every worker was full, and so was the queue or its time was over
   * @throws TaskNotFoundException if no worker has its classes
   * @throws CodeMismatchException if every worker has another version of its code, or cannot read it
   * @throws PoolNotFoundException if the pool does not exist
   * @throws AccessDeniedException if the pool may not be used
   * @throws PoolConnectException if the pool is not known yet and the API server cannot be reached
   * @throws PoolClosedException if the {@link Pools} is closed meanwhile
   * @throws CallInterruptedException if this thread is interrupted: the child is cancelled, and the
   *     thread's interrupt flag set again. If it was set before, nothing is placed
   */
  <T extends @Nullable Object> T call(Task<T> task);

  /**
   * Runs a named task in the pool, and waits until it has ended.
   *
   * @param name the name that a handler has in the workers' image
   * @param argument what the handler gets; not copied, so leave it as it is until the call returns
   * @return what the handler returned
   * @throws PoolException as {@link #call(Task)}; {@link TaskNotFoundException} if no worker has a
   *     handler of that name
   */
  byte[] call(String name, byte[] argument);

  /**
   * Starts a closure in the pool, and does not wait, be the pool known or not, full or not.
   *
   * @param task the closure; it is serialized before this method returns
   * @return its value; it fails as {@link #call(Task)} throws. {@code cancel(true)} withdraws the
   *     work or interrupts the child, {@code cancel(false)} only withdraws what was not placed; the
   *     future then ends with {@link CancellationException} at once, the slot is free when the child
   *     really ended
   * @throws TaskNotSerializableException if it cannot be sent
   */
  <T extends @Nullable Object> CompletableFuture<T> submit(Task<T> task);

  /**
   * Starts a named task in the pool, and does not wait.
   *
   * @param name the name that a handler has in the workers' image
   * @param argument what the handler gets; not copied, so leave it as it is until the future is done
   * @return what the handler returned, as {@link #submit(Task)}
   */
  CompletableFuture<byte[]> submit(String name, byte[] argument);

  /**
   * Starts a closure in the pool, and forgets it.
   *
   * <p>It waits, and is placed, as a call. Its value is dropped; a failure is logged. It is unlinked:
   * once placed, it lives on when this caller is gone.
   *
   * @param task the closure; it is serialized before this method returns
   * @throws TaskNotSerializableException if it cannot be sent
   */
  void cast(Task<?> task);

  /**
   * Starts a named task in the pool, and forgets it, as {@link #cast(Task)}.
   *
   * @param name the name that a handler has in the workers' image
   * @param argument what the handler gets; not copied, so do not change it any more
   */
  void cast(String name, byte[] argument);

  /**
   * Starts a child that lives on its own, and waits until it runs.
   *
   * <p>It takes a slot until it ends. It is unlinked: it lives on when this caller is gone. It has a
   * deadline only if this is a view {@link #withTimeout}; it is never started twice. What it returns
   * is dropped.
   *
   * @param task the closure; all that it captures must be serializable
   * @return a handle to monitor and stop it
   * @throws PoolException as {@link #call(Task)}, of what happens before it runs
   */
  Child placeChild(Task<?> task);

  /**
   * Starts a named task as a child that lives on its own, as {@link #placeChild(Task)}.
   *
   * @param name the name that a handler has in the workers' image
   * @param argument what the handler gets; not copied, so leave it as it is until this returns
   */
  Child placeChild(String name, byte[] argument);

  /**
   * Returns a handle to a placed child of this pool, whoever placed it. Looks nothing up: a child
   * that is not known shows when it is {@linkplain Child#monitor monitored}.
   */
  Child child(ChildId id);

  /**
   * Returns a new executor that runs its tasks in the pool, with this view's options, for code that
   * takes an {@link java.util.concurrent.ExecutorService}. Its tasks must be serializable. Shutting
   * it down leaves the pool as it is.
   */
  PoolExecutor executor();

  /**
   * Returns a view that places only in the partition of a number: {@code |key| mod partitions}.
   *
   * <p>The same key means the same partition in every process and language, as long as the pool's
   * {@code partitions} stands. {@code Long.MIN_VALUE} counts as 2<sup>63</sup>.
   */
  Pool partition(long key);

  /**
   * Returns a view that places only in the partition of a string: that of its UTF-8 bytes, see
   * {@link #partition(byte[])}.
   */
  Pool partition(String key);

  /**
   * Returns a view that places only in the partition of some bytes: xxHash64 with seed 0, as an
   * unsigned number, mod partitions.
   *
   * <p>Hashes to test another implementation with: the empty key {@code 0xEF46DB3751D8E999}, {@code
   * "a"} {@code 0xD24EC4F1A98C6E5B}, {@code "abc"} {@code 0x44BC2CF5AD770999}, {@code "Nobody
   * inspects the spammish repetition"} {@code 0xFBCEA83C8A378BF1}.
   */
  Pool partition(byte[] key);

  /**
   * Returns a view whose children have another deadline than the pool's {@code task.timeout}.
   *
   * @param timeout the time a child may take, counted from the moment it is placed
   * @throws IllegalArgumentException if it is not positive
   */
  Pool withTimeout(Duration timeout);

  /**
   * Returns a view whose calls wait for a slot for another time than the pool's {@code
   * queue.timeout}.
   *
   * @param timeout the time a call may wait; zero: it fails once every ready worker has refused it
   * @throws IllegalArgumentException if it is negative
   */
  Pool withQueueTimeout(Duration timeout);

  /**
   * Returns a view whose children's output goes to a consumer, instead of this process's own {@code
   * System.out} and {@code System.err}.
   *
   * <p>It is what the child prints to {@code System.out} and {@code System.err}, in its own thread
   * and in threads that are started from there, until it ends; see {@code WorkerContext.current()}
   * of {@code dev.lido.protocol.task} for what that means with executors. The worker's log has a
   * copy.
   *
   * <ul>
   *   <li><b>Live.</b> Lines come as they are printed: of one child in order and one at a time, of
   *       children side by side at the same time, so the consumer must be thread-safe if several of
   *       the view's calls are on their way. A line of more than 16 KiB comes in pieces; one without
   *       an end comes when the child ends. Text is UTF-8.
   *   <li><b>Slow consumers.</b> The consumer may block: it runs on a virtual thread of its call.
   *       Neither the child nor anyone else waits for it. Of a child's last lines 256 KiB are kept
   *       in the worker and here; where there are more the oldest are lost, and an {@link
   *       OutputLine} that counts them comes in their place.
   *   <li><b>The result</b> comes when the consumer has had all lines, or 0.5 s later if it is slow;
   *       then the last lines come after the result.
   *   <li><b>Failure.</b> The first exception of a consumer is logged, others are ignored; it gets the
   *       next lines all the same.
   *   <li><b>Children of children.</b> A consumer of a caller that is itself a child prints as that
   *       child: so by default everything ends at the first caller.
   * </ul>
   *
   * <p>A child that prints nothing costs nothing by it. Unlinked children print here as well, as long
   * as this caller is connected to their worker; then to the worker's log alone.
   *
   * @param consumer gets the lines
   */
  Pool withOutput(Consumer<? super OutputLine> consumer);

  /** Returns a view whose children's output goes to the worker's log alone, and is not sent. */
  Pool withoutOutput();

  /**
   * Returns a view whose children live on when this caller is gone: killed, cut off, or closed. A call
   * that still waits then is never started. {@link #cast} and {@link #placeChild} are always so.
   */
  Pool unlinked();

  /**
   * Returns a view whose work may be started again when its worker was lost, or drained too early.
   * Each time it may wait for a slot for the whole queue timeout, counted from then.
   *
   * <p>Say it only of work that does no harm when it runs twice, even at the same time.
   *
   * @param retries how often it may be started again; zero: never, which is the default
   * @throws IllegalArgumentException if it is negative
   */
  Pool idempotent(int retries);

  /**
   * Returns the workers that this caller is connected to, of the view's partition, in the order of
   * their names.
   *
   * <p>Like a call it joins the pool's group at first, and throws what a call throws then; it does
   * not wait for a worker. Once the {@link Pools} is closed, also while this waits, it throws {@link
   * PoolClosedException} at once.
   */
  List<PoolMember> members();

  /** Returns what this caller has done with the pool until now; it connects to nothing. */
  PoolStats stats();
}
