package dev.lido.system.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lido.client.Child;
import dev.lido.client.ChildEnd;
import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.PoolException;
import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.system.process.RemoteControl;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A caller process of the soak: calls of all kinds, side by side, and a line for how each ended. */
final class SoakCaller {

  private static final int SIDE_BY_SIDE = 12;
  private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration TIMEOUT = Duration.ofMillis(800);

  private final String name;
  private final SplittableRandom seeds;
  private final OutputStream outcomes;
  private final RemoteControl control =
      new RemoteControl(LocalSettings.DEFAULTS.withQueueTimeout(QUEUE_TIMEOUT));
  private final AtomicLong calls = new AtomicLong();
  private volatile boolean enough;

  private SoakCaller(String name, long seed, String outcomes) throws IOException {
    this.name = name;
    this.seeds = new SplittableRandom(seed);
    this.outcomes = new FileOutputStream(outcomes);
  }

  /** Runs until it is told to stop: name, seed, file of outcomes. */
  public static void main(String[] args) throws Exception {
    new SoakCaller(args[0], Long.parseLong(args[1]), args[2]).run();
  }

  private void run() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < SIDE_BY_SIDE; i++) {
      SplittableRandom random = seeds.split();
      threads.add(Thread.ofVirtual().start(() -> callOn(random)));
    }
    while (!control.next().equals("stop")) {}
    enough = true;
    for (Thread thread : threads) {
      thread.join();
    }
    awaitQuiet();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    control.answer(
        "%d %d %d %d %d"
            .formatted(
                calls.get(),
                control.pool().stats().inFlight(),
                control.pool().stats().waiting(),
                Thread.getAllStackTraces().size(),
                heap));
    while (!control.next().equals("exit")) {}
    control.close();
    control.answer("closed");
    System.exit(0);
  }

  /** Children that their callers have given up may take a while. */
  private void awaitQuiet() {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (control.pool().stats().inFlight() > 0 && System.nanoTime() < until) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  private void callOn(SplittableRandom random) {
    while (!enough) {
      if (control.members().isEmpty()) {
        LockSupport.parkNanos(5_000_000);
      } else {
        call(random, name + "-" + calls.incrementAndGet());
        LockSupport.parkNanos(random.nextLong(4_000_000));
      }
    }
  }

  private void call(SplittableRandom random, String id) {
    int retries = random.nextInt(4) == 0 ? 1 : 0;
    Pool pool = control.pool().withTimeout(TIMEOUT).idempotent(retries);
    long begin = System.nanoTime();
    String outcome;
    try {
      outcome = outcome(random, pool, id);
    } catch (PoolException failure) {
      outcome = failure.getClass().getSimpleName() + (failure.retrySafe() ? " safe" : " unsafe");
    } catch (CancellationException cancelled) {
      outcome = "Cancelled unsafe";
    } catch (RuntimeException | InterruptedException unexpected) {
      outcome = "Unexpected " + String.valueOf(unexpected).replace('\n', ' ');
    }
    long allowed = QUEUE_TIMEOUT.plus(TIMEOUT.plusSeconds(1).multipliedBy(1 + retries)).toMillis();
    boolean waitsForMonitor = outcome.startsWith("Placed");
    long late = waitsForMonitor ? 0 : (System.nanoTime() - begin) / 1_000_000 - allowed;
    write("%s %d %d %s%n".formatted(id, retries, Math.max(0, late), outcome));
  }

  private String outcome(SplittableRandom random, Pool pool, String id)
      throws InterruptedException {
    long millis = random.nextInt(40);
    String[] members = members();
    return switch (random.nextInt(20)) {
      case 0 -> right(pool.call(() -> SoakWork.fail(id)), id);
      case 1 -> right(pool.call(() -> SoakWork.sleep(id, 5_000)), id);
      case 2 -> right(pool.call(() -> SoakWork.nested(id, members)), id);
      case 3 -> large(random, pool, id);
      case 4, 5 -> cancelled(random, pool, id);
      case 6 ->
          random.nextInt(8) == 0
              ? right(pool.call(() -> SoakWork.stubborn(id, 2_500)), id)
              : right(pool.call(() -> SoakWork.sleep(id, millis)), id);
      case 7 -> placed(random, pool, id);
      default -> right(pool.call(() -> SoakWork.sleep(id, millis)), id);
    };
  }

  private String[] members() {
    return control.members().stream().map(WorkerAddress::toString).toArray(String[]::new);
  }

  private String large(SplittableRandom random, Pool pool, String id) {
    byte[] argument = new byte[random.nextInt(3_000_000)];
    argument[argument.length / 2] = 42;
    byte[] value = pool.call(() -> SoakWork.large(id, argument));
    return Arrays.equals(value, argument) ? "Value" : "Unexpected value";
  }

  private String cancelled(SplittableRandom random, Pool pool, String id)
      throws InterruptedException {
    long millis = random.nextLong(60);
    CompletableFuture<String> call = pool.submit(() -> SoakWork.sleep(id, millis));
    LockSupport.parkNanos(random.nextLong(40_000_000));
    call.cancel(true);
    try {
      return right(call.join(), id);
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof PoolException known) {
        throw known;
      }
      throw failed;
    }
  }

  /** A placed child returns, or is stopped; its worker may be lost, and with it how it ended. */
  private String placed(SplittableRandom random, Pool pool, String id) throws InterruptedException {
    long millis = random.nextLong(100);
    Child child = pool.placeChild(() -> SoakWork.sleep(id, millis));
    CompletableFuture<ChildEnd> end = random.nextBoolean() ? child.monitor() : child.stop();
    try {
      return "Placed " + end.get(40, TimeUnit.SECONDS).getClass().getSimpleName();
    } catch (ExecutionException failed) {
      return "Unexpected end of a placed child " + failed.getCause();
    } catch (TimeoutException hangs) {
      return "Unexpected silence about a placed child";
    }
  }

  private static String right(String value, String id) {
    return value.equals(id) ? "Value" : "Unexpected value " + value;
  }

  private synchronized void write(String line) {
    try {
      outcomes.write(line.getBytes(US_ASCII));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
