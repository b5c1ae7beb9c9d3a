package dev.lido.cli.path;

import static dev.lido.cli.path.TestPool.AWAIT;

import dev.lido.client.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Holds calls in their workers until it is opened. */
final class Gate {

  private final Path signs;
  private final Path gate;

  Gate(Path folder) throws IOException {
    signs = Files.createTempDirectory(folder, "signs");
    gate = signs.resolveSibling(signs.getFileName() + ".open");
  }

  /** Places a call that runs until the gate is open, and returns its worker's process id. */
  CompletableFuture<Long> call(Pool pool) {
    String left = signs.toString();
    String until = gate.toString();
    return pool.submit(() -> Work.pidOnceOpen(left, until));
  }

  /** Waits until so many calls run. */
  void awaitCalls(int count) {
    AWAIT.until(() -> running() == count);
  }

  void open() throws IOException {
    Files.createFile(gate);
  }

  private long running() throws IOException {
    try (Stream<Path> files = Files.list(signs)) {
      return files.count();
    }
  }
}
