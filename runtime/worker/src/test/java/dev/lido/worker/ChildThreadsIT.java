package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.protocol.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The threads of children that are over at once, of a worker that may see thread-locals, or not. */
@Timeout(60)
class ChildThreadsIT {

  private static final int AT_ONCE = 64;

  private static final ThreadLocal<String> OWN = new ThreadLocal<>();
  private static final ThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private static final CyclicBarrier ALL = new CyclicBarrier(AT_ONCE);

  @TempDir private static Path dir;
  private static WorkerProcess open;
  private static WorkerProcess closed;

  @BeforeAll
  static void startWorkers() throws Exception {
    Map<String, String> slots = Map.of("LIDO_MAX_CONCURRENCY", Integer.toString(AT_ONCE));
    open = new WorkerProcess(dir, slots, "--add-opens=java.base/java.lang=ALL-UNNAMED");
    closed = new WorkerProcess(dir, slots);
    open.awaitReady();
    closed.awaitReady();
  }

  @AfterAll
  static void stopWorkers() {
    open.close();
    closed.close();
  }

  static Stream<WorkerProcess> workers() {
    return Stream.of(open, closed);
  }

  @Test
  void shouldHaveFewThreadsForManyBriefChildren() {
    awaitSharing();
  }

  @Test
  void shouldHaveAThreadForEachWhereWhatIsLeftOnThemCannotBeSeen() {
    for (int round = 0; round < 5; round++) {
      assertThat(threads(closed)).isEqualTo(AT_ONCE);
    }
  }

  @Test
  void shouldShowNoChildWhatAnotherLeftOnItsThread() {
    List<Task<String>> untidy =
        List.of(
            ChildThreadsIT::leaveThreadLocal,
            ChildThreadsIT::leaveInheritable,
            ChildThreadsIT::leaveElse,
            ChildThreadsIT::leaveElse,
            ChildThreadsIT::leavePermit,
            ChildThreadsIT::findPermit);
    awaitSharing();

    for (int round = 0; round < 8; round++) {
      assertThat(values(open, Stream.generate(untidy::stream).flatMap(tasks -> tasks)))
          .as("round %d", round)
          .containsOnly("");
    }
  }

  /** Each would wait for ever if it were behind another on its thread. */
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("workers")
  void shouldRunAllAtOnceWhateverEachDoes(WorkerProcess worker) {
    assertThat(values(worker, Stream.generate(() -> ChildThreadsIT::meet))).containsOnly("all met");
  }

  private static String meet() throws Exception {
    ALL.await();
    return "all met";
  }

  /* Each asks for its own alone: a thread-local that was asked for has left something, too. */
  private static String leaveThreadLocal() {
    String found = OWN.get() == null ? "" : "a thread-local";
    OWN.set("left");
    return found;
  }

  private static String leaveInheritable() {
    String found = INHERITED.get() == null ? "" : "an inheritable thread-local";
    INHERITED.set("left");
    return found;
  }

  private static String leaveElse() {
    Thread self = Thread.currentThread();
    StringJoiner found = new StringJoiner(", ");
    add(found, !self.getName().startsWith("child-"), "a name");
    add(found, self.getContextClassLoader() == null, "a class loader");
    add(found, !(self.getUncaughtExceptionHandler() instanceof ThreadGroup), "a handler");
    add(found, self.isInterrupted(), "an interrupt");
    self.setName("left");
    self.setContextClassLoader(null);
    self.setUncaughtExceptionHandler((thread, thrown) -> {});
    self.interrupt();
    return found.toString();
  }

  private static String leavePermit() {
    LockSupport.unpark(Thread.currentThread());
    return "";
  }

  private static String findPermit() {
    long begin = System.nanoTime();
    LockSupport.parkNanos(2_000_000);
    return System.nanoTime() - begin < 1_000_000 ? "a permit to go on" : "";
  }

  private static void add(StringJoiner found, boolean isThere, String what) {
    if (isThere) {
      found.add(what);
    }
  }

  /** They share threads when the JVM has compiled enough for them to be brief. */
  private static void awaitSharing() {
    Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> threads(open) < AT_ONCE / 2);
  }

  private static long threads(WorkerProcess worker) {
    return values(worker, Stream.generate(() -> () -> "" + Thread.currentThread().threadId()))
        .stream()
        .distinct()
        .count();
  }

  private static List<Object> values(WorkerProcess worker, Stream<Task<String>> tasks) {
    try (TestCaller caller = worker.connect()) {
      List<Long> ids = tasks.limit(AT_ONCE).map(caller::place).toList();
      return ids.stream().map(caller::value).toList();
    }
  }
}
