package dev.lido.operator.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A program that is killed when this JVM ends, however that happens. */
public final class TiedProcess implements AutoCloseable {

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
    return start(command, Map.of(), log);
  }

  /** Starts a program, with these variables beside ours; what it prints goes to {@code log}. */
  public static TiedProcess start(List<String> command, Map<String, String> environment, Path log) {
    List<String> tied =
        Stream.concat(Stream.of("/bin/sh", "-c", TIE, "sh"), command.stream()).toList();
    ProcessBuilder builder =
        new ProcessBuilder(tied).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new TiedProcess(builder.start(), log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns its process, to look at. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Returns where what it prints goes. */
  public Path log() {
    return log;
  }

  /** Sends a signal, such as {@code STOP}; returns when it was sent. */
  public void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns its exit code; empty while it runs. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
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
