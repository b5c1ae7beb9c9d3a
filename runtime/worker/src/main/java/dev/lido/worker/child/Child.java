package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.context.TravelingContext;
import dev.lido.protocol.output.ChildOutput;
import dev.lido.protocol.task.ChildContext;
import dev.lido.protocol.task.ContextBinding;
import dev.lido.protocol.v1.CallContext;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Refused;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One placed piece of work, on a virtual thread of its own, which it never outlives.
 *
 * <p>Thread-safe.
 */
public final class Child {

  private static final Answer NOTHING = new Answer.Returned(ByteString.EMPTY);

  /* Boxed once: they are keys of maps. */
  private final Long number;
  private final Long id;

  private final boolean linked;
  private final boolean reportsStart;
  private final boolean placed;
  private final String caller;
  private final ChildListener listener;
  private final StuckChildren stuck;
  private final ChildState state;
  private final Thread thread;
  private final ChildContext context;
  private final @Nullable ChildOutput output;
  private final long placedAt = System.nanoTime();
  private final long timeoutNanos;
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile String title = "(being read)";

  /* Set before the thread starts. */
  private Runnable gone = () -> {};
  private Consumer<Answer> whenAnswered = answer -> {};

  Child(
      long number,
      ChildOrder order,
      ChildContext.Place where,
      WorkReader reader,
      StuckChildren stuck,
      ChildListener listener) {
    this.number = number;
    this.stuck = stuck;
    this.id = order.place().getId();
    this.linked = !order.place().getUnlinked();
    this.reportsStart = order.place().getReportStart();
    this.placed = order.place().getPlacedChild();
    this.caller = order.caller();
    this.timeoutNanos = order.place().getTimeoutNanos();
    this.listener = listener;
    this.thread =
        Thread.ofVirtual()
            .name("child-" + number)
            .inheritInheritableThreadLocals(false)
            .unstarted(new Run(order, reader));
    this.thread.setContextClassLoader(reader.classLoader());
    this.state = new ChildState(thread);
    this.context = new ChildContext(where, order.place().getTimeoutNanos(), state::isStopped);
    this.output = order.place().getOutput() ? new ChildOutput(this::printed, true) : null;
  }

  private void printed(ChildOutput some) {
    listener.printed(this, some);
  }

  /**
   * Starts it.
   *
   * @param whenGone called once, when it has ended and its answer was written
   */
  void start(Runnable whenGone) {
    gone = whenGone;
    try {
      thread.start();
    } catch (Throwable noThread) {
      over(
          new Answer.NotStarted(Refused.Reason.FULL, "the worker could not start it: " + noThread));
    }
  }

  /** Unique in the worker; later children have larger numbers. */
  public Long number() {
    return number;
  }

  /** The id of its place, unique in its caller's stream. */
  public Long id() {
    return id;
  }

  /** Whether it is interrupted when its caller is gone. */
  public boolean isLinked() {
    return linked;
  }

  /** Whether it is a placed child: callers know it by its number. */
  boolean isPlaced() {
    return placed;
  }

  /** Says who else is told its answer; before it starts. */
  void whenAnswered(Consumer<Answer> listens) {
    whenAnswered = listens;
  }

  /** What it prints, if its caller wants that. */
  public Optional<ChildOutput> output() {
    return Optional.ofNullable(output);
  }

  /** Who placed it, for people. */
  public String caller() {
    return caller;
  }

  /** What it runs, for people. */
  public String title() {
    return title;
  }

  /** For how long it has had its slot. */
  public long ageNanos() {
    return System.nanoTime() - placedAt;
  }

  /** Whether its time is limited. */
  boolean hasDeadline() {
    return timeoutNanos > 0;
  }

  /** When its time is over, as {@link System#nanoTime} has it. */
  long deadline() {
    return placedAt + timeoutNanos;
  }

  /** Interrupts it, unless it is over. The first reason counts. */
  public void stop(StopReason reason) {
    if (state.stop(reason)) {
      stuck.interrupted(this, reason);
    }
  }

  /** Whether its slot is lost: it was interrupted, and goes on. */
  public boolean isStuck() {
    return state.wasStuck();
  }

  ChildState state() {
    return state;
  }

  /** Tells its caller where it hangs, since its deadline. */
  void tellStuck() {
    listener.stuck(this, Failures.stuck(this, Failure.Kind.TIMED_OUT));
  }

  /** Returns where its thread is just now. */
  StackTraceElement[] stack() {
    return thread.getStackTrace();
  }

  /** Answers it as drained although it has not ended, because the worker waits for it no longer. */
  public void abandon() {
    answer(
        state.hasBegun()
            ? new Answer.Failed(Failures.stopped(StopReason.DRAINED, null))
            : notStarted(StopReason.DRAINED));
  }

  private void over(Answer answer) {
    try {
      stuck.ended(this);
      listener.ended(this);
      answer(answer);
    } finally {
      gone.run();
    }
  }

  private void answer(Answer answer) {
    if (answered.compareAndSet(false, true)) {
      try {
        listener.answered(this, answer);
      } finally {
        whenAnswered.accept(answer);
      }
    }
  }

  private static Answer notStarted(StopReason reason) {
    return new Answer.NotStarted(reason.refusal(), "not started: " + reason.text());
  }

  /** What the child's thread does. */
  private final class Run implements Runnable {
    private @Nullable ChildOrder order;
    private final @Nullable CallContext sent;
    private final WorkReader reader;

    Run(ChildOrder order, WorkReader reader) {
      this.order = order;
      this.sent = order.place().hasContext() ? order.place().getContext() : null;
      this.reader = reader;
    }

    @Override
    public void run() {
      Answer answer = new Answer.Failed(Failure.getDefaultInstance());
      try {
        answer = ContextBinding.within(context, output, this::readAndRun);
      } catch (Throwable outOfMemory) {
        answer = new Answer.Failed(Failures.undescribed(outOfMemory));
      } finally {
        state.end();
        Thread.interrupted();
        over(answer);
      }
    }

    private Answer readAndRun() {
      Work work;
      try {
        work = read();
      } catch (UnreadableWorkException e) {
        return state
            .end()
            .map(Child::notStarted)
            .orElseGet(() -> new Answer.NotStarted(e.reason(), e.text()));
      }
      if (!state.begin()) {
        return state.end().map(Child::notStarted).orElseThrow();
      }
      if (reportsStart) {
        listener.started(Child.this);
      }
      return sent == null ? run(work) : TravelingContext.within(sent, () -> run(work));
    }

    /** The bytes of the work are forgotten here: they may be many, and the child may run long. */
    private Work read() throws UnreadableWorkException {
      ChildOrder toRead = order;
      order = null;
      if (toRead == null) {
        throw new UnreadableWorkException(Refused.Reason.UNREADABLE, "it was read before");
      }
      Work work = reader.read(toRead);
      title = work.title();
      return work;
    }

    private Answer run(Work work) {
      try {
        ByteString value = work.run();
        Answer returned = placed ? NOTHING : new Answer.Returned(value);
        return state.end().map(this::stopped).orElse(returned);
      } catch (ValueNotSerializableException e) {
        return state
            .end()
            .map(this::stopped)
            .orElseGet(() -> placed ? NOTHING : new Answer.Failed(Failures.notSerializable(e)));
      } catch (Throwable thrown) {
        // Before the end: what was thrown is the child's too, and may hang as it is described.
        Failure threw = Failures.threw(thrown, !state.isStopped());
        return new Answer.Failed(
            state.end().map(reason -> Failures.stopped(reason, threw)).orElse(threw));
      }
    }

    private Answer stopped(StopReason reason) {
      return new Answer.Failed(Failures.stopped(reason, null));
    }
  }
}
