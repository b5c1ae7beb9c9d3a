package dev.lido.cli.cluster;

import dev.lido.cli.command.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a cluster keeps its files: a directory that was named, or one that goes with it. */
public final class WorkDirectory implements AutoCloseable {

  private final Path path;
  private final boolean temporary;

  private WorkDirectory(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * Returns a directory.
   *
   * @param named the one to use; null: a new temporary one, which goes when this is closed
   * @param prefix what the name of a temporary one begins with
   * @throws CliException if it cannot be made
   */
  public static WorkDirectory at(@Nullable Path named, String prefix) {
    try {
      return named == null
          ? new WorkDirectory(Files.createTempDirectory(prefix), true)
          : new WorkDirectory(Files.createDirectories(named).toAbsolutePath(), false);
    } catch (IOException failed) {
      String where = named == null ? System.getProperty("java.io.tmpdir") : named.toString();
      throw new CliException(
          "cannot make a directory for the cluster's files, "
              + where
              + ": name another one, where you may write",
          failed);
    }
  }

  /** Returns the directory. */
  public Path path() {
    return path;
  }

  /** Removes it, if it is temporary. */
  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException busy) {
      // The system cleans its temporary directory.
    }
  }
}
