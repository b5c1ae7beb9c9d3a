package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.context.TravelingContext;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.message.Placing.Flag;
import dev.lido.protocol.output.ChildOutput;
import dev.lido.protocol.task.ChildContext;
import dev.lido.protocol.task.ChildStreams;
import dev.lido.protocol.task.ContextBinding;
import dev.lido.protocol.task.WorkerContext;
import dev.lido.protocol.v1.CallContext;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Refused;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One placed piece of work, on a virtual thread, which it never outlives.
 *
 * <p>Thread-safe.
 */
public final class Child {

  private static final Answer NOTHING = new Answer.Returned(ByteString.EMPTY);
  private static final Answer.NotStarted NO_THREAD =
      new Answer.NotStarted(Refused.Reason.FULL, "the worker could not start it");
  private static final Answer NOT_KNOWN = new Answer.Failed(Failure.getDefaultInstance());

  private final Children children;
  private final long number;

  /* Boxed once: it is the key of maps. */
  private final Long id;

  private final boolean linked;
  private final boolean reportsStart;
  private final boolean placed;
  private final boolean shows;
  private final String caller;
  private final ChildListener listener;
  private final ChildState state = new ChildState();
  private final long placedAt = System.nanoTime();
  private final long timeoutNanos;
  private volatile String title = "(being read)";

  /* Until it was read: the bytes of the work may be many, and the child may run long. */
  private @Nullable ChildOrder order;

  /* Made when one of its threads asks for it, as few do; guarded by the state. */
  private volatile @Nullable ChildOutput output;
  private @Nullable ChildContext context;

  Child(Children children, long number, ChildOrder order, ChildListener listener) {
    Placing place = order.place();
    this.children = children;
    this.number = number;
    this.order = order;
    this.id = order.id();
    this.linked = !place.is(Flag.UNLINKED);
    this.reportsStart = place.is(Flag.REPORT_START);
    this.placed = place.is(Flag.PLACED_CHILD);
    this.shows = place.is(Flag.OUTPUT);
    this.caller = order.caller();
    this.timeoutNanos = place.timeoutNanos();
    this.listener = listener;
  }

  /** Starts it. Its {@link Children} are told once when it has ended and its answer was written. */
  void start() {
    try {
      children.threads().run(new Run());
    } catch (Throwable outOfMemory) {
      refuse(outOfMemory);
    }
  }

  private void refuse(Throwable noThread) {
    Answer answer = NO_THREAD;
    try {
      state.end();
      answer = new Answer.NotStarted(Refused.Reason.FULL, NO_THREAD.message() + ": " + noThread);
    } finally {
      over(answer);
    }
  }

  /** Unique in the worker; later children have larger numbers. */
  public long number() {
    return number;
  }

  /** A child is itself only; this is for hash tables. */
  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  /** A child is itself only. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
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

  /** What it prints, if its caller wants that, and it has printed something. */
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
      children.stuck().interrupted(this, reason);
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

  /** Returns where it is just now; nowhere before it has begun, and when it is over. */
  StackTraceElement[] stack() {
    return state.stack();
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
      children.stuck().ended(this);
      listener.ended(this);
      answer(answer);
    } finally {
      children.gone(this);
    }
  }

  private void answer(Answer answer) {
    if (state.answer()) {
      try {
        listener.answered(this, answer);
      } finally {
        if (placed) {
          children.endings().end(number, answer);
        }
      }
    }
  }

  private static Answer notStarted(StopReason reason) {
    return new Answer.NotStarted(reason.refusal(), "not started: " + reason.text());
  }

  /** What it prints from its answer on is nothing to its caller. */
  private ChildOutput makeOutput() {
    synchronized (state) {
      ChildOutput made = output;
      if (made == null) {
        made = new ChildOutput(some -> listener.printed(this, some), true);
        if (state.isAnswered()) {
          made.close();
        }
        output = made;
      }
      return made;
    }
  }

  private ChildContext makeContext() {
    synchronized (state) {
      ChildContext made = context;
      if (made == null) {
        made = new ChildContext(children.place(), placedAt, timeoutNanos, state::isStopped);
        context = made;
      }
      return made;
    }
  }

  /** What the child's thread does, and what its threads may ask for. */
  private final class Run implements ChildThreads.Turn, ContextBinding.Owner {

    @Override
    public WorkerContext context() {
      return makeContext();
    }

    @Override
    public @Nullable ChildStreams streams() {
      ChildOutput made = output;
      return made != null || !shows ? made : makeOutput();
    }

    @Override
    public void run() {
      Answer answer = NOT_KNOWN;
      try {
        answer =
            takeThread(Thread.currentThread())
                ? ContextBinding.within(this, Run::readAndRun)
                : notStarted(Objects.requireNonNull(state.end()));
      } catch (Throwable outOfMemory) {
        answer = new Answer.Failed(Failures.undescribed(outOfMemory));
      } finally {
        state.end();
        Thread.interrupted();
        over(answer);
      }
    }

    @Override
    public void refuse(Throwable noThread) {
      Child.this.refuse(noThread);
    }

    /** It finds the thread as every other does, whatever was done to that before. */
    private boolean takeThread(Thread thread) {
      thread.setName("child-" + number);
      thread.setContextClassLoader(children.reader().classLoader());
      thread.setUncaughtExceptionHandler(null);
      Thread.interrupted();
      return state.take(thread);
    }

    private Answer readAndRun() {
      ChildOrder toRead = Objects.requireNonNull(order, "it was read before");
      CallContext sent = toRead.place().context();
      Work work;
      try {
        order = null;
        work = children.reader().read(toRead);
        title = work.title();
      } catch (UnreadableWorkException e) {
        StopReason stopped = state.end();
        return stopped == null ? new Answer.NotStarted(e.reason(), e.text()) : notStarted(stopped);
      }
      if (!state.begin()) {
        return notStarted(Objects.requireNonNull(state.end()));
      }
      if (reportsStart) {
        listener.started(Child.this);
      }
      return sent == null ? run(work) : TravelingContext.within(sent, () -> run(work));
    }

    private Answer run(Work work) {
      try {
        ByteString value = work.run();
        return ended(placed ? NOTHING : new Answer.Returned(value));
      } catch (ValueNotSerializableException e) {
        return ended(placed ? NOTHING : new Answer.Failed(Failures.notSerializable(e)));
      } catch (Throwable thrown) {
        // Before the end: what was thrown is the child's too, and may hang as it is described.
        Failure threw = Failures.threw(thrown, !state.isStopped());
        StopReason stopped = state.end();
        return new Answer.Failed(stopped == null ? threw : Failures.stopped(stopped, threw));
      }
    }

    /** What a child does after it was interrupted does not count. */
    private Answer ended(Answer otherwise) {
      StopReason stopped = state.end();
      return stopped == null ? otherwise : new Answer.Failed(Failures.stopped(stopped, null));
    }
  }
}
