package dev.lido.client.internal.call;

import com.google.protobuf.ByteString;
import dev.lido.client.internal.codec.TaskCodec;
import dev.lido.client.internal.placement.Rejection;
import dev.lido.client.internal.placement.Work;
import dev.lido.protocol.code.ClassVersion;
import dev.lido.protocol.context.TravelingContext;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.message.Placing.Flag;
import dev.lido.protocol.task.ContextBinding;
import dev.lido.protocol.v1.CallContext;
import dev.lido.protocol.v1.LambdaShape;
import dev.lido.protocol.v1.Output;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way: what is sent, until when it waits, and how it ended.
 *
 * <p>All but {@link #outcome()} is guarded by the lock of the group that it was submitted to.
 */
public abstract class Call extends Work {

  private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final Duration OUTPUT_GRACE = Duration.ofMillis(500);

  /** As good as for ever, and far from overflow. */
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

  private static final Duration LONGEST = Duration.ofNanos(LONGEST_NANOS);

  private final String pool;
  private final Request request;
  private final CallOptions options;
  private long waitsSince = System.nanoTime();
  private long connectNanos;
  private long waitNanos;
  private long timeoutNanos;
  private long placedAt;
  private @Nullable Tally tally;
  private @Nullable Clerk clerk;
  private final @Nullable ContextBinding caller = ContextBinding.current();
  private final @Nullable CallContext context = TravelingContext.capture();
  private @Nullable OutputReader reader;
  private volatile @Nullable Outcome outcome;

  /** Creates a call of a pool, which is named as {@code namespace/name}. */
  protected Call(String pool, Request request, CallOptions options) {
    super(options.key(), options.retries());
    this.pool = pool;
    this.request = request;
    this.options = options;
  }

  /** Tells the waiting caller that there is an outcome; must not block. */
  protected abstract void wake();

  /**
   * Says how long it may take until the pool is known, who counts, and which group it is submitted
   * to, which watches the time.
   */
  public final void begin(Duration connectTimeout, Tally counts, Clerk group) {
    connectNanos = nanos(connectTimeout);
    tally = counts;
    clerk = group;
  }

  /** Takes what the pool says, for all that the view does not say. */
  public final void settle(CallSettings settings) {
    Duration timeout = options.timeout();
    Duration wait = options.queueTimeout();
    timeoutNanos = nanos(timeout == null ? settings.taskTimeout() : timeout);
    waitNanos = nanos(wait == null ? settings.queueTimeout() : wait);
    patient(waitNanos > 0 && settings.queueLimit() > 0);
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(LONGEST) > 0 ? LONGEST_NANOS : duration.toNanos();
  }

  /** Tells whether its caller has what it waits for. */
  protected boolean isAnswered() {
    return outcome != null;
  }

  /** Returns when something has to be done if nothing happens, as {@link System#nanoTime} has it. */
  public final long due() {
    return isAnswered() ? System.nanoTime() + LONGEST_NANOS : dueInState();
  }

  private long dueInState() {
    return switch (state()) {
      case NEW -> waitsSince + connectNanos;
      case WAITING -> waitsSince + (isPatient() ? waitNanos : connectNanos);
      case PLACED -> placedAt + timeoutNanos + GRACE_NANOS;
      case DONE -> System.nanoTime() + LONGEST_NANOS;
    };
  }

  /** Ends the call; the first time counts. */
  public final void finish(Outcome how) {
    if (outcome == null) {
      outcome = how;
      if (tally != null) {
        tally.count(how, placedAt);
      }
      wake();
      over();
    }
  }

  /** It has ended, and its consumer has had what its child printed. */
  protected void over() {}

  /** Returns whether somebody wants what its child prints. */
  final boolean wantsOutput() {
    return options.output() != OutputTarget.NONE;
  }

  /** Takes what its child has printed. */
  public final void printed(String worker, Output output) {
    if (reader == null) {
      reader = new OutputReader(options.output(), caller);
    }
    reader.add(worker, output);
  }

  /**
   * Ends the call when its consumer has had what the child printed, so that a caller that has the
   * value has the output too; a consumer that takes too long is not waited for.
   */
  public final void finishAfterOutput(Outcome how, Clerk clerk) {
    OutputReader printed = reader;
    if (printed == null) {
      finish(how);
      return;
    }
    Runnable finish = () -> clerk.giveUp(this, false, how);
    if (printed.whenRead(finish)) {
      Background.later(OUTPUT_GRACE, finish);
    } else {
      finish(how);
    }
  }

  /** Returns how it ended; {@code null}: not yet. */
  public final @Nullable Outcome outcome() {
    return outcome;
  }

  /** Returns its pool, as {@code namespace/name}. */
  public final String pool() {
    return pool;
  }

  /** Returns what it asks for. */
  public final Request request() {
    return request;
  }

  /** Returns the time that the child may take. */
  public final Duration timeout() {
    return Duration.ofNanos(timeoutNanos);
  }

  /** Returns the time that the call could wait, each time that it waits for its start. */
  public final Duration waited() {
    return Duration.ofNanos(waitNanos);
  }

  @Override
  public Placing toPlacing(long messageId) {
    Placing place =
        new Placing(messageId)
            .timeoutNanos(timeoutNanos < LONGEST_NANOS ? timeoutNanos : 0)
            .with(Flag.UNLINKED, options.unlinked())
            .with(Flag.OUTPUT, wantsOutput())
            .context(context);
    ClassVersion code = request.code();
    return code == null || request.lambda() != null ? place : place.code(code.message());
  }

  @Override
  public final @Nullable String taskName() {
    return request.name();
  }

  @Override
  public final @Nullable ClassLoader loader() {
    return request.loader();
  }

  @Override
  public final @Nullable LambdaShape lambda() {
    return request.lambda();
  }

  @Override
  public final ByteString payload() {
    return request.payload();
  }

  @Override
  public final ByteString wholePayload() {
    LambdaShape lambda = request.lambda();
    ClassLoader loader = request.loader();
    return lambda == null || loader == null
        ? request.payload()
        : TaskCodec.serializedWhole(lambda, request.payload(), loader);
  }

  @Override
  protected final void placed() {
    placedAt = System.nanoTime();
    if (tally != null) {
      tally.placed(placedAt - waitsSince);
    }
    watchTime();
  }

  private void watchTime() {
    if (clerk != null) {
      clerk.watch(due());
    }
  }

  /** Wakes a thread that waits for this. */
  final void wake(Thread caller) {
    if (clerk != null) {
      clerk.wake(caller);
    }
  }

  @Override
  protected final void restarts() {
    waitsSince = System.nanoTime();
  }

  @Override
  protected final void waits() {
    placedAt = 0;
    watchTime();
  }

  @Override
  protected final void rejected(Rejection why) {
    placedAt = 0;
    finish(new Outcome.Rejected(why));
  }

  @Override
  protected final void lost(String why) {
    finish(new Outcome.Lost(why));
  }
}
