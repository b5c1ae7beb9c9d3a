package dev.lido.worker.child;

import dev.lido.protocol.closure.LambdaMaker;
import dev.lido.protocol.task.ChildContext;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.LambdaShape;
import dev.lido.worker.WorkerIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The children of a worker. Thread-safe; nothing blocks. */
public final class Children {

  private final ChildContext.Place place;
  private final WorkReader reader;
  private final DeadlineWatch deadlines;
  private final StuckChildren stuck;
  private final Set<Child> running = ConcurrentHashMap.newKeySet();
  private final ChildThreads threads = new ChildThreads();
  private final Meters meters = new Meters();
  private final Endings endings = new Endings(System::nanoTime);

  /* An earlier process of the same name must not have had the same numbers. */
  private final AtomicLong lastNumber = new AtomicLong(System.currentTimeMillis() * 1_000);

  /* Places that are decided just now, children, and 1 until no more will come. */
  private final AtomicLong open = new AtomicLong(1);
  private final LongAdder ended = new LongAdder();
  private final CompletableFuture<Void> allGone = new CompletableFuture<>();
  private volatile @Nullable StopReason stopped;
  private Runnable whenStarted = () -> {};

  /** Creates the children of a worker, none yet. */
  public Children(
      WorkerIdentity identity, WorkReader reader, Deadlines deadlines, StuckChildren stuck) {
    this.place =
        new ChildContext.Place(
            identity.namespace(), identity.pool(), identity.partition(), identity.worker());
    this.reader = reader;
    this.deadlines = new DeadlineWatch(deadlines, running);
    this.stuck = stuck;
    stuck.whenStuck(this::givenUp);
  }

  /** A stuck child is not waited for: not by those who monitor it, and not by a drain. */
  private void givenUp(Child child, Failure how) {
    if (child.isPlaced()) {
      endings.stuck(child.number(), how);
    }
    left();
  }

  /** Returns those that ignore their interrupt. */
  public StuckChildren stuck() {
    return stuck;
  }

  /** Returns where they run. */
  ChildContext.Place place() {
    return place;
  }

  /** Returns what they run on. */
  ChildThreads threads() {
    return threads;
  }

  /** Returns what makes their work runnable. */
  WorkReader reader() {
    return reader;
  }

  /** Returns what makes lambdas of a shape here. */
  public LambdaMaker maker(LambdaShape shape) {
    return reader.maker(shape);
  }

  /** Returns who hears what becomes of places and children. */
  public Meters meters() {
    return meters;
  }

  /** A place is about to be decided: it is {@link #left}, or its child is started. */
  public void entered() {
    open.incrementAndGet();
  }

  /** A place was refused, and the refusal written. */
  public void left() {
    if (open.decrementAndGet() == 0) {
      allGone.complete(null);
    }
  }

  /** Makes the child of an admitted place. */
  public Child create(ChildOrder order, ChildListener listener) {
    Child child = new Child(this, lastNumber.incrementAndGet(), order, listener);
    if (child.isPlaced()) {
      endings.begin(child.number());
    }
    return child;
  }

  /** Starts a child. */
  public void start(Child child) {
    running.add(child);
    StopReason reason = stopped;
    if (reason != null) {
      child.stop(reason);
    }
    deadlines.watch(child);
    child.start();
    whenStarted.run();
  }

  /** A child has ended, and its answer was written. */
  void gone(Child child) {
    running.remove(child);
    ended.increment();
    if (!child.state().wasStuck()) {
      left();
    }
  }

  /** Returns how many there are. */
  public int count() {
    return running.size();
  }

  /** Returns how many there were. */
  public long ended() {
    return ended.sum();
  }

  /** Has something short done whenever one has started; said before the first. */
  public void whenStarted(Runnable action) {
    whenStarted = action;
  }

  /** Interrupts a placed child, whoever placed it; of others nothing comes. */
  public void stop(long number, StopReason reason) {
    for (Child child : running) {
      if (child.number() == number && child.isPlaced()) {
        child.stop(reason);
      }
    }
  }

  /** Returns how placed children end. */
  public Endings endings() {
    return endings;
  }

  /** Interrupts all children, and those that are about to start. */
  public void stopAll(StopReason reason) {
    stopped = reason;
    running.forEach(child -> child.stop(reason));
  }

  /** Returns what called {@code System.exit}, for people; empty if nothing did that is known. */
  public Optional<String> exiting() {
    return Exits.culprit(running);
  }

  /** Answers all children that have not ended, as drained. */
  public void abandonAll() {
    running.forEach(Child::abandon);
  }

  /** Returns the children, the oldest first. */
  public List<Child> oldest(long atMost) {
    return running.stream().sorted(Comparator.comparingLong(Child::number)).limit(atMost).toList();
  }

  /** From now on no place is admitted. Called once. */
  public void noMore() {
    left();
  }

  /** Completes when no child is left but stuck ones, all answers are written, and no more come. */
  public CompletableFuture<Void> whenAllGone() {
    return allGone;
  }
}
