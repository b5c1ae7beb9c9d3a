package dev.lido.worker;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Adds carrier threads while children hold all that there are, and takes them away again.
 *
 * <p>It sleeps while no more children run than there are carriers at least. Else, unless they end one
 * after the other, it starts a virtual thread every now and then. One that has to wait shows that
 * carriers are missing: then there shall be one for each child; and few again when none has had to
 * wait for a second.
 *
 * <p>The scheduler makes no carrier when it is allowed to, but when work comes to a queue that was
 * empty; it has several, and each thread that starts virtual threads has its own, by chance. So every
 * probe is started by a new thread: sooner or later one comes to an empty queue, and the carrier that
 * is made for it makes the others.
 */
final class CarrierWatch implements Runnable {

  /** What a child may have to wait for a carrier, beyond what the cores are short of. */
  private static final long PATIENCE_NANOS = Duration.ofMillis(10).toNanos();

  /** What a child may hold a carrier for on average, where carriers are not short. */
  private static final long BRIEF_NANOS = Duration.ofMillis(1).toNanos();

  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final int PROMPT_BEFORE_FEWER = 50;

  private final int least;
  private final int most;
  private final IntSupplier running;
  private final LongSupplier ended;
  private final Thread thread;
  private int carriers;
  private long lookedAt = System.nanoTime();
  private long endedThen;
  private int prompt;
  private volatile boolean asleep;
  private volatile boolean probed;

  /**
   * Creates a watch, which sleeps.
   *
   * @param least the carriers that there are
   * @param most the children that may run at once
   * @param running the children that run
   * @param ended the children that have ended
   */
  CarrierWatch(int least, int most, IntSupplier running, LongSupplier ended) {
    this.least = least;
    this.most = most;
    this.carriers = least;
    this.running = running;
    this.ended = ended;
    this.thread = Thread.ofPlatform().daemon().name("lido-carriers").unstarted(this);
  }

  /** Begins; it has nothing to do where there are carriers for all. */
  void start() {
    if (least < most) {
      thread.start();
    }
  }

  /** A child has started. Cheap, and never blocks. */
  void childStarted() {
    if (asleep && isCrowded()) {
      LockSupport.unpark(thread);
    }
  }

  private boolean isCrowded() {
    return running.getAsInt() > least;
  }

  @Override
  public void run() {
    try {
      Parallelism parallelism = Parallelism.find();
      while (true) {
        if (isCrowded() || carriers > least) {
          boolean starved = isStarved();
          adjust(parallelism, starved);
          if (!starved) {
            LockSupport.parkNanos(PAUSE_NANOS);
          }
        } else {
          sleep();
        }
      }
    } catch (ReflectiveOperationException | RuntimeException notThere) {
      System.getLogger(CarrierWatch.class.getName())
          .log(
              Level.WARNING,
              "the JVM lets nobody add carrier threads: children that compute hold each other up,"
                  + " unless -Djdk.virtualThreadScheduler.parallelism={0} is set",
              most,
              notThere);
    }
  }

  /** Whoever starts a child after `asleep` was set wakes us; who did so before is seen. */
  private void sleep() {
    asleep = true;
    if (!isCrowded()) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  /** Where children end one after the other nobody has to probe; that is dear. */
  private boolean isStarved() {
    return !keepsPace() && !isPrompt() && !keepsPace();
  }

  /** Tells whether children have held their carriers but briefly since this was asked last. */
  private boolean keepsPace() {
    long now = System.nanoTime();
    long endedNow = ended.getAsLong();
    long heldNanos = carriers * (now - lookedAt);
    boolean brief = (endedNow - endedThen) * BRIEF_NANOS > heldNanos;
    lookedAt = now;
    endedThen = endedNow;
    return brief;
  }

  /** A busy machine starts the probe late, too. */
  private boolean isPrompt() {
    probed = false;
    long until = System.nanoTime() + PATIENCE_NANOS;
    Thread.ofPlatform()
        .daemon()
        .name("lido-probe")
        .start(() -> Thread.ofVirtual().inheritInheritableThreadLocals(false).start(this::answer));
    long left;
    while (!probed && (left = until - System.nanoTime()) > 0) {
      LockSupport.parkNanos(this, left);
    }
    return probed;
  }

  private void answer() {
    probed = true;
    LockSupport.unpark(thread);
  }

  private void adjust(Parallelism parallelism, boolean starved)
      throws ReflectiveOperationException {
    prompt = starved ? 0 : prompt + 1;
    int wanted = carriers;
    if (starved) {
      wanted = most;
    } else if (prompt >= PROMPT_BEFORE_FEWER) {
      wanted = least;
      prompt = 0;
    }
    if (wanted != carriers) {
      parallelism.set(wanted);
      carriers = wanted;
    }
  }

  /**
   * The JVM's number of carriers.
   *
   * @param bean a {@code jdk.management.VirtualThreadSchedulerMXBean}, of JDK 24 and later
   */
  private record Parallelism(Object bean, Method setter) {

    static Parallelism find() throws ReflectiveOperationException {
      Class<? extends PlatformManagedObject> type =
          Class.forName("jdk.management.VirtualThreadSchedulerMXBean")
              .asSubclass(PlatformManagedObject.class);
      return new Parallelism(
          ManagementFactory.getPlatformMXBean(type), type.getMethod("setParallelism", int.class));
    }

    void set(int carriers) throws ReflectiveOperationException {
      setter.invoke(bean, carriers);
    }
  }
}
