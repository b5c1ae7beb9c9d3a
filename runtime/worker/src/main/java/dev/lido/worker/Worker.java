package dev.lido.worker;

import dev.lido.protocol.output.StandardStreams;
import dev.lido.protocol.tls.Tls;
import dev.lido.protocol.tls.TlsIdentity;
import dev.lido.worker.admission.Slots;
import dev.lido.worker.child.ChildMeter;
import dev.lido.worker.child.Children;
import dev.lido.worker.child.Deadlines;
import dev.lido.worker.child.StopReason;
import dev.lido.worker.child.StuckChildren;
import dev.lido.worker.child.TaskHandlers;
import dev.lido.worker.child.WorkReader;
import dev.lido.worker.health.Health;
import dev.lido.worker.health.HealthServer;
import dev.lido.worker.health.ListenerCheck;
import dev.lido.worker.wire.CallerStreams;
import dev.lido.worker.wire.ControlService;
import dev.lido.worker.wire.OutputThread;
import dev.lido.worker.wire.PlacementService;
import dev.lido.worker.wire.WireContext;
import dev.lido.worker.wire.WireServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A worker: runs children that callers place in it, never more than its configuration allows.
 *
 * <p>Its life: {@link #start}; {@link #stop} in peace, or {@link #close} at once. It cannot be
 * started again. Thread-safe.
 *
 * <p>Children run on virtual threads. Children that compute, and never block, leave each other the
 * processor only if {@code jdk.virtualThreadScheduler.parallelism} is at least their number; {@link
 * WorkerMain} sees to that, an application that has the worker as a library must do so itself.
 */
public final class Worker implements AutoCloseable {

  /* After the drain timeout: for interrupted children to end, and for their answers to arrive. */
  private static final Duration INTERRUPTED_GRACE = Duration.ofSeconds(3);
  private static final Duration FLUSH_GRACE = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private static final Logger LOG = System.getLogger(Worker.class.getName());

  private enum Phase {
    NEW,
    STARTING,
    READY,
    CLOSED
  }

  private final WorkerConfig config;
  private final Deadlines deadlines = new Deadlines();
  private final TaskHandlers handlers = new TaskHandlers();
  private final Slots slots;
  private final StuckChildren stuck;
  private final Children children;
  private final CallerStreams streams;
  private final OutputThread outputs = new OutputThread();
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable WireServer wire;
  private volatile @Nullable HealthServer health;
  private long drainUntilNanos;

  /** Creates a worker, which does nothing until it is started. */
  public Worker(WorkerConfig config) {
    this.config = config;
    stuck = new StuckChildren(deadlines, config.stuckAfter(), config.maxConcurrency());
    WorkReader reader = new WorkReader(config.classLoader(), handlers);
    children = new Children(config.identity(), reader, deadlines, stuck);
    streams = new CallerStreams(deadlines);
    slots = new Slots(config.maxConcurrency(), deadlines::after, System::nanoTime, stuck::count);
    stuck.whenChanged(slots::tellSoon);
    var unused = stuck.whenMost().thenRun(this::drainAsSpent);
  }

  /**
   * Listens, runs the {@linkplain WorkerInitializer initialisers} on this thread, and is ready.
   *
   * @return this worker
   * @throws CannotListenException if a port cannot be bound
   * @throws dev.lido.protocol.tls.TlsException if the files for TLS are missing or bad
   * @throws WorkerStartException if an initialiser fails, a handler cannot be created, or the worker
   *     was closed meanwhile
   * @throws IllegalStateException if it was started or closed before
   */
  public Worker start() {
    if (!phase.compareAndSet(Phase.NEW, Phase.STARTING)) {
      throw new IllegalStateException("a worker is started once");
    }
    StandardStreams.install();
    try {
      listen();
      initialize();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    if (!phase.compareAndSet(Phase.STARTING, Phase.READY)) {
      close();
      throw new WorkerStartException("the worker was closed while it started", null);
    }
    return this;
  }

  private void listen() {
    WireContext context =
        new WireContext(
            config.identity(), config.maxConcurrency(), slots, children, streams, outputs);
    try {
      TlsIdentity tls = config.tls() instanceof Tls.Files files ? new TlsIdentity(files) : null;
      WireServer bound =
          new WireServer(
              new InetSocketAddress(config.address(), config.port()),
              tls,
              List.of(
                  new PlacementService(context, () -> phase.get() == Phase.READY),
                  new ControlService(context, this::drain)));
      wire = bound;
      ListenerCheck live =
          new ListenerCheck(new InetSocketAddress(config.address(), bound.port()), tls);
      health =
          new HealthServer(
              new InetSocketAddress(config.address(), config.healthPort()),
              live::check,
              this::readiness);
    } catch (IOException e) {
      throw new CannotListenException(cannotListen(e), e);
    }
    streams.watchSilence();
  }

  private String cannotListen(IOException e) {
    boolean wireIsBound = wire != null;
    int port = wireIsBound ? config.healthPort() : config.port();
    return "cannot listen on %s port %d (%s): %s"
        .formatted(
            config.address().getHostAddress(),
            port,
            wireIsBound ? "health" : "wire",
            e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }

  private void initialize() {
    try {
      for (WorkerInitializer initializer :
          ServiceLoader.load(WorkerInitializer.class, config.classLoader())) {
        initializer.initialize();
      }
      handlers.load(config.classLoader());
    } catch (Exception | ServiceConfigurationError | LinkageError e) {
      throw new WorkerStartException("the worker could not be initialised: " + e, e);
    }
  }

  private Health readiness() {
    return switch (phase.get()) {
      case NEW, STARTING -> new Health(false, "starting");
      case READY -> slots.isDraining() ? new Health(false, "draining") : new Health(true, "ready");
      case CLOSED -> new Health(false, "closed");
    };
  }

  /**
   * Returns the port of the wire.
   *
   * @throws IllegalStateException if the worker does not listen yet
   */
  public int port() {
    WireServer bound = wire;
    if (bound == null) {
      throw new IllegalStateException("the worker does not listen yet");
    }
    return bound.port();
  }

  /**
   * Returns the port of the health checks.
   *
   * @throws IllegalStateException if the worker does not listen yet
   */
  public int healthPort() {
    HealthServer bound = health;
    if (bound == null) {
      throw new IllegalStateException("the worker does not listen yet");
    }
    return bound.port();
  }

  /** Returns what it was told. */
  public WorkerConfig config() {
    return config;
  }

  /** Returns how many callers are connected. */
  public int callers() {
    return streams.count();
  }

  /** Tells a meter, from now on, what becomes of places and children. */
  public void meter(ChildMeter meter) {
    children.meters().add(meter);
  }

  /** Returns how many slots are taken: by children, and by grants to callers. */
  public int taken() {
    return slots.taken();
  }

  /** Returns how many children run. */
  int running() {
    return children.count();
  }

  /** Returns how many children have ended. */
  long ended() {
    return children.ended();
  }

  /** Has something short done whenever a child has started; said before the worker starts. */
  void whenChildStarts(Runnable action) {
    children.whenStarted(action);
  }

  /**
   * Takes no new child, and says so to all callers. Running children go on; those that still run
   * after the drain timeout are interrupted. The worker goes on listening. Idempotent: the timeout
   * runs from the first call. Does not block.
   */
  public void drain() {
    if (closeAdmission()) {
      streams.tellDraining();
      children.noMore();
      deadlines.after(config.drainTimeout().toNanos(), () -> children.stopAll(StopReason.DRAINED));
    }
  }

  /**
   * Returns what completes, never exceptionally, when the worker drains, its last child that is not
   * stuck has ended and the answer was written.
   */
  public CompletableFuture<Void> whenDrained() {
    return children.whenAllGone().copy();
  }

  /**
   * Returns how many slots are lost to children that were interrupted and go on. {@link #taken}
   * counts them too.
   */
  public int stuck() {
    return stuck.count();
  }

  /**
   * Returns what completes, never exceptionally, when more than half of the slots are lost to stuck
   * children. The worker drains from then on; whoever started it should {@link #stop} it, as only the
   * end of the process ends such children.
   */
  public CompletableFuture<Void> whenSpent() {
    return stuck.whenMost();
  }

  private void drainAsSpent() {
    LOG.log(
        Level.ERROR,
        "{0} of {1} slots are lost to stuck children: the worker drains, to be replaced",
        stuck.count(),
        config.maxConcurrency());
    drain();
  }

  /**
   * Tells all callers that this process ends now, and why as far as it is known. For a shutdown hook.
   *
   * @return what the callers were told
   */
  String sayLastWords() throws InterruptedException {
    String why = "the worker ends: " + children.exiting().orElse("its process was told to exit");
    streams.endAll(why);
    WireServer bound = wire;
    if (bound != null) {
      bound.finish(LAST_WORDS);
    }
    return why;
  }

  private synchronized boolean closeAdmission() {
    if (slots.isDraining()) {
      return false;
    }
    drainUntilNanos = System.nanoTime() + config.drainTimeout().plus(INTERRUPTED_GRACE).toNanos();
    slots.drain();
    return true;
  }

  private synchronized long drainNanosLeft() {
    return Math.max(0, drainUntilNanos - System.nanoTime());
  }

  /**
   * Drains, waits until every answer has left for its caller, and closes. It takes the drain timeout
   * and 5 s at most: a child that ignores its interrupt for 3 s is answered as drained.
   *
   * @return whether all children have ended, and their answers left
   * @throws InterruptedException if the thread is interrupted; the worker is closed then
   */
  public boolean stop() throws InterruptedException {
    try {
      drain();
      LOG.log(Level.INFO, "draining: {0} slots taken", slots.taken());
      boolean ended = await(whenDrained()) && stuck.count() == 0;
      if (!ended) {
        children.abandonAll();
      }
      streams.completeAll();
      WireServer bound = wire;
      return (bound == null || bound.finish(flushTime())) && ended;
    } finally {
      close();
    }
  }

  /** A caller that reads late, or a worker that is short of processor time, has the drain's time. */
  private Duration flushTime() {
    return Duration.ofNanos(Math.max(drainNanosLeft(), FLUSH_GRACE.toNanos()));
  }

  private boolean await(CompletableFuture<Void> drained) throws InterruptedException {
    try {
      drained.get(drainNanosLeft(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError("a drain never fails", e);
    }
  }

  /** Stops at once: cuts all streams and interrupts all children. Idempotent. */
  @Override
  public void close() {
    phase.set(Phase.CLOSED);
    WireServer boundWire = wire;
    if (boundWire != null) {
      boundWire.close();
    }
    HealthServer boundHealth = health;
    if (boundHealth != null) {
      boundHealth.close();
    }
    children.stopAll(StopReason.CANCELLED);
    deadlines.close();
    outputs.close();
    closed.countDown();
  }

  /** Waits until the worker is closed. */
  public void awaitClosed() throws InterruptedException {
    closed.await();
  }
}
