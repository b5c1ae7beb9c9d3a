package dev.lido.operator.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program that is killed when this JVM ends, however that happens. */
final class TiedProcess implements AutoCloseable {

  /** A shell waits for the end of our pipe, and kills the program then. */
  private static final String TIE =
      "exec 3<&0; { read -r line <&3 || kill -9 $$; } >/dev/null 2>&1 &"
          + " exec \"$@\" 3<&- </dev/null";

  private final Process process;
  private final Path log;

  private TiedProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static TiedProcess start(List<String> command, Path log) {
    List<String> tied =
        Stream.concat(Stream.of("/bin/sh", "-c", TIE, "sh"), command.stream()).toList();
    try {
      return new TiedProcess(
          new ProcessBuilder(tied).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
          log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Path log() {
    return log;
  }

  /** Kills the program, and returns when it is dead. */
  @Override
  public void close() {
    process.destroyForcibly();
    try (var pipe = process.getOutputStream()) {
      process.waitFor();
      pipe.write('\n');
    } catch (IOException waiterIsGone) {
      // Nobody reads any more: all the better.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
