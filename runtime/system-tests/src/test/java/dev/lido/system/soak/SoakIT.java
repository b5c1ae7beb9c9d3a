package dev.lido.system.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.PoolException;
import dev.lido.client.PoolMember;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.system.process.BreakableWorker;
import dev.lido.system.process.CallerProcess;
import dev.lido.system.soak.SoakWork.Census;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several callers and workers, and random faults of all kinds. {@code -Dlido.soak.seconds} says for
 * how long, {@code -Dlido.soak.seed} repeats the faults of an earlier run.
 */
class SoakIT {

  private static final long MEBIBYTE = 1024 * 1024;

  @TempDir private Path folder;

  @Test
  void shouldAccountForEveryCallAndLeakNothing() throws Exception {
    // Given
    long seed = Long.getLong("lido.soak.seed", System.nanoTime());
    long seconds = Long.getLong("lido.soak.seconds", 30);
    String run = "-Dlido.soak.seed=" + seed;
    System.out.println("soak: " + seconds + " s, " + run);
    try (Faults faults = new Faults(folder, seed)) {
      faults.awaitReady();
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();

      // When
      while (System.nanoTime() < end) {
        faults.next();
      }
      faults.heal();

      // Then
      System.out.println("soak: faults " + faults);
      for (CallerProcess caller : faults.callers()) {
        checkCaller(caller.ask("stop"), run);
      }
      for (CallerProcess caller : faults.callers()) {
        assertThat(caller.ask("exit")).isEqualTo("closed");
      }
      for (BreakableWorker worker : faults.workers()) {
        checkWorker(worker, run);
      }
    }
    Ledger ledger = new Ledger(folder);
    ledger.checkSlots();
    for (Path caller : Ledger.filesIn(folder, "caller-")) {
      ledger.checkCalls(caller, 2_000);
    }
    System.out.println("soak: " + ledger.known() + " calls: " + ledger);
    assertThat(ledger.known()).isGreaterThan((int) seconds * 10);
  }

  /** Its answer is: calls, in flight, waiting, platform threads, bytes of heap. */
  private static void checkCaller(String answer, String run) {
    long[] numbers = Arrays.stream(answer.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    assertThat(numbers[1]).as("in flight at the end, %s", run).isZero();
    assertThat(numbers[2]).as("waiting at the end, %s", run).isZero();
    assertThat(numbers[3]).as("threads of a caller, %s", run).isLessThan(40);
    assertThat(numbers[4]).as("heap of a caller, %s", run).isLessThan(48 * MEBIBYTE);
  }

  private static void checkWorker(BreakableWorker worker, String run) {
    LocalSettings settings =
        LocalSettings.DEFAULTS.withReplicas(0).withQueueTimeout(Duration.ofSeconds(1));
    try (TestWorkers caller = new TestWorkers(settings)) {
      caller.members().add(worker.address());
      Pool pool = caller.pool();
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(PoolException.class) // It may still start, or drain.
          .untilAsserted(
              () -> {
                if (!worker.isSpent()) {
                  check(pool.call(SoakWork::census), pool.members().getFirst(), run);
                }
              });
    }
  }

  private static void check(Census census, PoolMember member, String run) {
    assertThat(census.children()).as("children left, %s", run).isZero();
    assertThat(census.platformThreads()).as("threads, %s", run).isLessThan(40);
    assertThat(census.heapBytes()).as("heap, %s", run).isLessThan(64 * MEBIBYTE);
    assertThat(member.stuck()).as("stuck, %s", run).isZero();
    assertThat(member.taken()).as("slots, %s", run).isZero();
  }
}
