package dev.lido.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * A process of the operating system that dies with this one, even when this one is killed by
 * SIGKILL.
 *
 * <p>A shell waits beside it for the end of a pipe that this process alone holds open, and then
 * kills it. It is thread-safe.
 */
public final class ChildProcess {

  /**
   * The shell becomes the command, so that its process id is the command's. The pipe also ends when
   * the command has ended; the kill then finds nobody.
   */
  private static final String GUARD =
      "exec 3<&0; { read -r line <&3 || kill -9 $$; } >/dev/null 2>&1 & exec \"$@\" 3<&-"
          + " </dev/null";

  /** Signals at or above it are not what an exit code says. */
  private static final int SIGNALLED = 128;

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /**
   * What to start.
   *
   * @param command the program and its arguments
   * @param environment the whole environment
   * @param directory where it runs
   * @param output the file that gets its output and errors; empty: this process's own
   */
  public record Start(
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Optional<Path> output) {

    /** Copies the collections. */
    public Start {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * Starts a process.
   *
   * @throws UncheckedIOException if the shell cannot be started
   */
  public static ChildProcess start(Start what) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "sh"));
    command.addAll(what.command());
    ProcessBuilder builder = new ProcessBuilder(command).directory(what.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(what.environment());
    if (what.output().isPresent()) {
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(what.output().get().toFile()));
    } else {
      builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }
    try {
      return new ChildProcess(builder.start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Returns the command's process id. */
  public long pid() {
    return process.pid();
  }

  /** Asks it to end (SIGTERM). */
  public void terminate() {
    // Process.destroy would also close the pipe, and so kill it at once.
    process.toHandle().destroy();
  }

  /** Kills it and what it started (SIGKILL). */
  public void kill() {
    List<ProcessHandle> offspring = process.descendants().toList();
    process.toHandle().destroyForcibly();
    offspring.forEach(ProcessHandle::destroyForcibly);
  }

  /** Has {@code action} get the exit code once it has ended, on a thread of the JDK's. */
  public void onExit(IntConsumer action) {
    CompletableFuture<Void> told = exit().thenAccept(action::accept);
    Objects.requireNonNull(told);
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns its exit code once it has ended, 128 + the signal if a signal ended it. Cancelling the
   * future has no effect on the process.
   */
  public CompletableFuture<Integer> exit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Returns the signal that an exit code tells of. */
  public static Optional<Integer> signal(int exitCode) {
    boolean signalled = exitCode > SIGNALLED && exitCode < SIGNALLED + 65;
    return signalled ? Optional.of(exitCode - SIGNALLED) : Optional.empty();
  }
}
