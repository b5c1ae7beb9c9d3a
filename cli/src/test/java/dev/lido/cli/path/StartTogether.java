package dev.lido.cli.path;

import dev.lido.worker.WorkerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Lets the workers of a pool wait for each other before they are ready, where the template's
 * environment says so.
 */
public final class StartTogether implements WorkerInitializer {

  /** A folder in which every worker leaves a file. */
  static final String MEETING_PLACE = "MEETING_PLACE";

  /** How many workers have to come. */
  static final String PARTY_SIZE = "PARTY_SIZE";

  /** The partition whose workers hang. */
  static final String HANGING_PARTITION = "HANGING_PARTITION";

  @Override
  public void initialize() throws Exception {
    String partition = System.getenv("LIDO_PARTITION");
    if (partition.equals(System.getenv(HANGING_PARTITION))) {
      new CountDownLatch(1).await();
    }
    String place = System.getenv(MEETING_PLACE);
    if (place != null) {
      Files.createFile(Path.of(place, System.getenv("LIDO_WORKER")));
      awaitFiles(Path.of(place), Integer.parseInt(System.getenv(PARTY_SIZE)));
    }
  }

  private static void awaitFiles(Path place, int count) throws IOException {
    while (filesIn(place) < count) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static long filesIn(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.count();
    }
  }
}
