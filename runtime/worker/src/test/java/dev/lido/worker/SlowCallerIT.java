package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.protocol.v1.Place;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers that do not read, or slowly, and a worker that has little memory. */
@Timeout(60)
class SlowCallerIT {

  private static final int MIB = 1024 * 1024;

  @TempDir private Path dir;

  @Test
  void shouldEndTheStreamOfACallerThatNeverReads() throws Exception {
    try (WorkerProcess worker = start();
        TestCaller deaf = worker.connect();
        TestCaller other = worker.connect()) {
      // Given
      String running = dir.resolve("running").toString();
      deaf.place(() -> hold(running));
      Awaitility.await().until(() -> Path.of(running).toFile().exists());
      deaf.stopReading();
      deaf.waiting(true);
      other.waiting(true);

      // When
      List<Long> others = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(25))
          .until(
              () -> {
                deaf.place(() -> new byte[8 * MIB], granted());
                others.add(other.place(() -> 1, granted()));
                return worker.output().contains("it has not read for 8 s");
              });

      // Then
      assertThat(others)
          .filteredOn(id -> other.answer(id).hasEnded())
          .as("children of another caller meanwhile")
          .hasSizeGreaterThan(others.size() / 2);
      Awaitility.await().until(() -> Path.of(running + ".interrupted").toFile().exists());
      deaf.readOn();
      Status over = deaf.over();
      assertThat(over.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(over.getDescription()).contains("it has not read for 8 s", "MiB of answers");
      assertThat(worker.output().lines().filter(line -> line.contains("has not read"))).hasSize(1);
      assertThat(worker.output()).doesNotContain("OutOfMemoryError");
    }
  }

  /** Far more than the bound is on its way at once, and comes whole. */
  @Test
  void shouldNotCutLargeValuesOfACallerThatReads() throws Exception {
    try (WorkerProcess worker = start();
        TestCaller caller = worker.connect()) {
      // Given
      caller.stopReading();
      long[] large = new long[4];
      for (int i = 0; i < large.length; i++) {
        large[i] = caller.place(() -> new byte[32 * MIB]);
      }

      // When
      caller.readOn();

      // Then
      for (long id : large) {
        assertThat(caller.ended(id).getValue().size()).isGreaterThan(32 * MIB);
      }
      assertThat(caller.value(caller.place(() -> 1))).isEqualTo(1);
    }
  }

  private WorkerProcess start() throws Exception {
    return new WorkerProcess(
            dir, Map.of("LIDO_MAX_CONCURRENCY", "5"), "-Xmx384m", "-XX:+UseSerialGC")
        .awaitReady();
  }

  private static Place.Builder granted() {
    return Place.newBuilder().setGranted(true);
  }

  private static String hold(String file) throws Exception {
    Files.createFile(Path.of(file));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Files.createFile(Path.of(file + ".interrupted"));
    }
    return file;
  }
}
