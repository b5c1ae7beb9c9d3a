package dev.lido.client.internal.local;

import com.google.protobuf.ByteString;
import dev.lido.client.internal.call.Background;
import dev.lido.client.internal.codec.TaskCodec;
import dev.lido.client.internal.codec.UnserializableException;
import dev.lido.protocol.context.TravelingContext;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.message.Placing.Flag;
import dev.lido.protocol.output.ChildOutput;
import dev.lido.protocol.serial.Throwables;
import dev.lido.protocol.task.ChildContext;
import dev.lido.protocol.task.ContextBinding;
import dev.lido.protocol.task.WorkerContext;
import dev.lido.protocol.v1.CallContext;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Failure.Kind;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A child in this process, on a virtual thread. */
final class LocalChild implements ContextBinding.Owner {

  private final Placing place;
  private final Job job;
  private final @Nullable ChildOutput output;
  private final LongConsumer whenStarted;
  private final Consumer<Ended> whenEnded;
  private final Thread thread;
  private final ChildContext context;

  /** Why it was interrupted; what it does after that does not count. */
  private final AtomicReference<@Nullable Kind> interrupted = new AtomicReference<>();

  LocalChild(
      ChildContext.Place where,
      Placing place,
      Job job,
      @Nullable ChildOutput output,
      LongConsumer whenStarted,
      Consumer<Ended> whenEnded) {
    this.place = place;
    this.job = job;
    this.output = output;
    this.whenStarted = whenStarted;
    this.whenEnded = whenEnded;
    this.thread =
        Thread.ofVirtual()
            .name("lido-child-" + place.id())
            .inheritInheritableThreadLocals(false)
            .unstarted(this::run);
    this.context =
        new ChildContext(
            where, System.nanoTime(), place.timeoutNanos(), () -> interrupted.get() != null);
  }

  @Override
  public WorkerContext context() {
    return context;
  }

  @Override
  public @Nullable ChildOutput streams() {
    return output;
  }

  void start() {
    thread.start();
  }

  void cancel() {
    interrupt(Kind.CANCELLED);
  }

  void callerGone() {
    if (!place.is(Flag.UNLINKED)) {
      cancel();
    }
  }

  private void interrupt(Kind why) {
    if (interrupted.compareAndSet(null, why)) {
      thread.interrupt();
    }
  }

  /** Returns what it prints; {@code null}: its caller does not want that. */
  @Nullable ChildOutput output() {
    return output;
  }

  boolean isPlaced() {
    return place.is(Flag.PLACED_CHILD);
  }

  private void run() {
    if (place.is(Flag.REPORT_START)) {
      whenStarted.accept(place.id());
    }
    Runnable deadline = deadline();
    Ended.Builder ended =
        ContextBinding.within(this, LocalChild::outcomeInContext).setId(place.id());
    deadline.run();
    Kind why = interrupted.get();
    if (why != null) {
      ended.setFailure(ended.getFailure().toBuilder().setKind(why));
    }
    whenEnded.accept(ended.build());
  }

  /** Returns what takes it back. */
  private Runnable deadline() {
    long nanos = place.timeoutNanos();
    if (nanos == 0) {
      return () -> {};
    }
    Future<?> deadline =
        Background.TIMER.schedule(() -> interrupt(Kind.TIMED_OUT), nanos, TimeUnit.NANOSECONDS);
    return () -> deadline.cancel(false);
  }

  private Ended.Builder outcomeInContext() {
    CallContext sent = place.context();
    return sent == null ? outcome() : TravelingContext.within(sent, this::outcome);
  }

  private Ended.Builder outcome() {
    try {
      ByteString value = job.run();
      return Ended.newBuilder().setValue(isPlaced() ? ByteString.EMPTY : value);
    } catch (UnserializableException value) {
      return isPlaced()
          ? Ended.newBuilder().setValue(ByteString.EMPTY)
          : Ended.newBuilder().setFailure(unsendable(value));
    } catch (Throwable thrown) {
      return Ended.newBuilder().setFailure(threw(thrown));
    }
  }

  private static Failure.Builder unsendable(UnserializableException value) {
    return threw(value)
        .setKind(Kind.VALUE_NOT_SERIALIZABLE)
        .setMessage(String.valueOf(value.getMessage()));
  }

  /** Methods of what was thrown are called: it is the child still, and its deadline holds. */
  private static Failure.Builder threw(Throwable thrown) {
    return Failure.newBuilder()
        .setKind(Kind.THREW)
        .setMessage("the task threw " + thrown.getClass().getName())
        .setThrown(Throwables.describe(thrown))
        .setThrownObject(TaskCodec.serializeThrown(thrown));
  }
}
