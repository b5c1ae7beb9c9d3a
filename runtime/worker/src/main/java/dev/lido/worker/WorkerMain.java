package dev.lido.worker;

import dev.lido.protocol.output.StandardStreams;
import dev.lido.protocol.tls.TlsException;
import dev.lido.worker.micrometer.WorkerMeters;
import dev.lido.worker.wire.GrpcLogs;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The program of a pool pod: one worker, configured by the environment.
 *
 * <p>SIGTERM (and SIGINT) makes it drain: running children may go on for {@code LIDO_DRAIN_TIMEOUT}.
 * Only when it has drained does the JVM begin its shutdown, so that the application's shutdown hooks
 * find no child running. Exit codes:
 *
 * <ul>
 *   <li>0: it was told to stop, and all children had ended;
 *   <li>1: an initialiser failed, or it was told to stop and a child ignored its interrupt;
 *   <li>2: the environment or a file for TLS is wrong, or a port cannot be bound;
 *   <li>3: more than half of its slots were lost to stuck children, and it has drained to be replaced.
 * </ul>
 */
public final class WorkerMain {

  private static final int FAILED = 1;
  private static final int MISCONFIGURED = 2;
  private static final int SPENT = 3;
  private static final String LEAK_DETECTION = "io.grpc.netty.shaded.io.netty.leakDetection.level";
  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

  private final WorkerConfig config;
  private final Worker worker;
  private final CarrierWatch carriers;
  private final AtomicBoolean stopping = new AtomicBoolean();

  private WorkerMain(WorkerConfig config, int carrierThreads) {
    this.config = config;
    this.worker = new Worker(config);
    this.carriers =
        new CarrierWatch(carrierThreads, config.maxConcurrency(), worker::running, worker::ended);
    if (hasMicrometer(config.classLoader())) {
      WorkerMeters.bindToGlobalRegistry(worker);
    }
  }

  /** Runs the program. */
  public static void main(String[] args) {
    try {
      start(System.getenv());
      waitForEver();
    } catch (BadEnvironmentException e) {
      complain(e.problems());
    } catch (CannotListenException | TlsException e) {
      complain(List.of(String.valueOf(e.getMessage())));
    }
  }

  /** Starts the worker that the environment describes; it is ready then, unless it failed. */
  static WorkerMain start(Map<String, String> environment) {
    WorkerConfig config = Environment.read(environment, ClassLoader.getSystemClassLoader());
    // Before the first logger keeps the present streams for itself.
    StandardStreams.install();
    int carriers = CarrierThreads.prepare(config.maxConcurrency());
    if (System.getProperty(LOG_FORMAT) == null) {
      System.setProperty(LOG_FORMAT, "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n");
    }
    // The wire uses the JDK's sockets: without this, gRPC would load native ones for nothing.
    System.setProperty("io.grpc.netty.shaded.io.netty.transport.noNative", "true");
    // It takes a stack trace for every 128th buffer: that is for tests.
    if (System.getProperty(LEAK_DETECTION) == null) {
      System.setProperty(LEAK_DETECTION, "disabled");
    }
    GrpcLogs.shorten();
    WorkerMain program = new WorkerMain(config, carriers);
    program.run();
    return program;
  }

  private static boolean hasMicrometer(ClassLoader classLoader) {
    try {
      Class.forName("io.micrometer.core.instrument.Metrics", false, classLoader);
      return true;
    } catch (ClassNotFoundException none) {
      return false;
    }
  }

  private static void complain(List<String> problems) {
    problems.forEach(problem -> System.err.println("lido-worker: " + problem));
    System.exit(MISCONFIGURED);
  }

  private void run() {
    boolean signals = Signals.on("TERM", this::told) && Signals.on("INT", this::told);
    if (!signals) {
      log().log(Level.WARNING, "this JVM leaves no signal to the worker: it will not drain");
    }
    var unused = worker.whenSpent().thenRun(() -> stopSoon(true));
    try {
      worker.whenChildStarts(carriers::childStarted);
      worker.start();
      carriers.start();
      Runtime.getRuntime().addShutdownHook(new Thread(this::exits, "lido-exit"));
      sayReady();
    } catch (CannotListenException e) {
      throw e;
    } catch (WorkerStartException e) {
      if (!stopping.get()) {
        log().log(Level.ERROR, e.getMessage(), e.getCause());
        System.exit(FAILED);
      }
    }
  }

  private void sayReady() {
    log()
        .log(
            Level.INFO,
            "worker {0} is ready on {1}:{2,number,#}",
            config.identity(),
            config.address().getHostAddress(),
            worker.port());
  }

  /** The process ends by System.exit only. */
  private static void waitForEver() {
    while (true) {
      LockSupport.park();
    }
  }

  /** Does what SIGTERM does. */
  void told() {
    stopSoon(false);
  }

  private void stopSoon(boolean spent) {
    if (stopping.compareAndSet(false, true)) {
      Thread.ofPlatform().name("lido-stop").start(() -> stop(spent));
    }
  }

  private void stop(boolean spent) {
    boolean inPeace = false;
    try {
      inPeace = worker.stop();
    } catch (InterruptedException nobodyMeansThat) {
      log().log(Level.WARNING, "interrupted while it drained");
    } finally {
      System.exit(spent ? SPENT : inPeace ? 0 : FAILED);
    }
  }

  /** Not by {@link #stop}, but because a child or a library has called System.exit. */
  private void exits() {
    if (stopping.get()) {
      return;
    }
    try {
      System.err.println("lido-worker: " + worker.sayLastWords());
    } catch (InterruptedException nobodyMeansThat) {
      Thread.currentThread().interrupt();
    }
  }

  private static Logger log() {
    return System.getLogger(WorkerMain.class.getName());
  }
}
