package dev.lido.system.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.system.process.RemoteControl;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What children of the soak do: all of them leave a record in the ledger of their worker. */
final class SoakWork {

  private static final AtomicInteger RUNNING = new AtomicInteger();
  private static final int SLOTS =
      Integer.parseInt(System.getenv().getOrDefault("LIDO_MAX_CONCURRENCY", "0"));
  private static @Nullable OutputStream ledger;
  private static @Nullable TestWorkers callers;
  private static @Nullable Pool nested;

  private SoakWork() {}

  /** What a process has left at the end. */
  record Census(int platformThreads, long heapBytes, int children) implements Serializable {}

  /** Runs a child between its two records. */
  private static <T> T recorded(String id, Body<T> body) throws Exception {
    int now = RUNNING.incrementAndGet();
    record(now > SLOTS ? "over" : "start", id);
    try {
      T value = body.run();
      record("end", id);
      return value;
    } finally {
      RUNNING.decrementAndGet();
    }
  }

  interface Body<T> {
    T run() throws Exception;
  }

  private static void record(String what, String id) throws IOException {
    byte[] line = (what + " " + id + "\n").getBytes(US_ASCII);
    synchronized (SoakWork.class) {
      OutputStream to = ledger;
      if (to == null) {
        to = new FileOutputStream(System.getenv("SOAK_LEDGER"), true);
        ledger = to;
      }
      to.write(line); // One call of the system, which no interrupt disturbs.
    }
  }

  static String sleep(String id, long millis) throws Exception {
    return recorded(
        id,
        () -> {
          Thread.sleep(millis);
          return id;
        });
  }

  static String fail(String id) throws Exception {
    return recorded(
        id,
        () -> {
          throw new IllegalStateException(id);
        });
  }

  static byte[] large(String id, byte[] argument) throws Exception {
    return recorded(id, () -> argument);
  }

  /** Goes on for a while, whoever says what. */
  static String stubborn(String id, long millis) throws Exception {
    return recorded(
        id,
        () -> {
          long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          return id;
        });
  }

  /** Calls the pool that it runs in. */
  static String nested(String id, String[] members) throws Exception {
    return recorded(
        id,
        () ->
            pool(members)
                .withQueueTimeout(Duration.ofMillis(500))
                .withTimeout(Duration.ofMillis(1_000))
                .call(() -> id));
  }

  private static synchronized Pool pool(String[] members) {
    if (callers == null || nested == null) {
      callers = TestWorkers.unknown();
      callers.members().settings(TestWorkers.callSettings(LocalSettings.DEFAULTS));
      nested = callers.pool();
    }
    callers.members().set(Arrays.stream(members).map(RemoteControl::address).toList());
    return nested;
  }

  static Census census() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new Census(
        Thread.getAllStackTraces().size(),
        runtime.totalMemory() - runtime.freeMemory(),
        RUNNING.get());
  }
}
