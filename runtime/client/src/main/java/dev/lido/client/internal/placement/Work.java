package dev.lido.client.internal.placement;

import com.google.protobuf.ByteString;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.v1.LambdaShape;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for a slot, or has one.
 *
 * <p>Not thread-safe: it belongs to the {@link Placer} that it was submitted to, and is guarded like
 * it. The hooks are called from within the placer, so they must neither block nor call it.
 */
public abstract class Work {

  /** The partition of work without a key. */
  public static final int ANY = -1;

  /** Where the work is. */
  public enum State {
    /** Not submitted yet. */
    NEW,
    /** It waits for a slot. */
    WAITING,
    /** A worker has it. */
    PLACED,
    /** It has ended, or its caller has given it up. */
    DONE
  }

  final @Nullable PartitionKey key;
  boolean patient;
  int retriesLeft;
  State state = State.NEW;
  int partition = ANY;
  long sequence;
  boolean admitted;
  @Nullable WorkerSlots worker;
  long id;
  @Nullable Rejection refusal;
  boolean metFull;
  boolean metOtherCode;
  boolean restarted;
  String lostBecause = "";
  boolean held;
  private @Nullable Set<WorkerSlots> tried;

  /* The line that it waits in, and its neighbours there; the queue's alone. */
  @Nullable WorkQueue queue;
  @Nullable Work previous;
  @Nullable Work next;

  /**
   * Creates work.
   *
   * @param key what chooses its partition; {@code null}: any partition will do
   * @param retries how often it may be started again when its worker was lost
   */
  protected Work(@Nullable PartitionKey key, int retries) {
    this.key = key;
    this.retriesLeft = retries;
  }

  /** Returns where the work is. */
  public final State state() {
    return state;
  }

  /** Returns the partition that it is for, or that of the worker that has it; {@link #ANY}: none. */
  public final int partition() {
    return worker == null ? partition : worker.partition();
  }

  /** Returns the worker that has it, or had it last. */
  public final @Nullable WorkerSlots worker() {
    return worker;
  }

  /** Tells whether a worker that is lost may have started it, so that its outcome is unknown. */
  public final boolean isRestarted() {
    return restarted;
  }

  /** Returns what is known of why it was lost before it was started again; may be empty. */
  public final String whyLost() {
    return lostBecause;
  }

  /** Tells whether a worker may still run it, even if its caller has given it up. */
  public final boolean isHeld() {
    return held;
  }

  /** Tells whether the work may wait for a slot. */
  public final boolean isPatient() {
    return patient;
  }

  /** Says whether the work may wait for a slot; said before it is submitted. */
  public final void patient(boolean mayWait) {
    this.patient = mayWait;
  }

  /** Returns the message that places it, without its work. */
  public abstract Placing toPlacing(long messageId);

  /** Returns the name of the task; {@code null}: it is a closure. */
  public abstract @Nullable String taskName();

  /** Returns the lambda that the payload is what it captured of; {@code null}: it is none. */
  public abstract @Nullable LambdaShape lambda();

  /** Returns the closure, what a lambda captured, or the argument of the named task. */
  public abstract ByteString payload();

  /** Returns the payload for who does not know shapes of lambdas. */
  public abstract ByteString wholePayload();

  /** Returns what finds the classes of its value. */
  public abstract @Nullable ClassLoader loader();

  /** It was given to {@link #worker()}. */
  protected abstract void placed();

  /** It was lost, and is to be started again: what it may wait begins anew. */
  protected void restarts() {}

  /** It waits, for the first time or again. */
  protected abstract void waits();

  /** It will not be started. */
  protected abstract void rejected(Rejection why);

  /**
   * Its worker was lost, and it may not be started again.
   *
   * @param why what is known of it, for people; may be empty
   */
  protected abstract void lost(String why);

  /** No worker runs it any more, after its caller gave it up. */
  protected void left() {}

  /** Is to be started again: what held for its last start does not hold for the next one. */
  final void restart(String why) {
    retriesLeft--;
    restarted = true;
    lostBecause = why;
    tried = null;
    refusal = null;
    metFull = false;
    metOtherCode = false;
    restarts();
  }

  final boolean hasTried(WorkerSlots slots) {
    return tried != null && tried.contains(slots);
  }

  final boolean hasTriedAny() {
    return tried != null;
  }

  final void addTried(WorkerSlots slots) {
    if (tried == null) {
      tried = new HashSet<>();
    }
    tried.add(slots);
  }
}
