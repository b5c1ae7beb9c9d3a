package dev.lido.bench.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java process of the benchmark. It is told what to do by lines, and answers each with one; it
 * ends with its standard input, so also when this process is killed. Not thread-safe.
 */
public final class JavaProcess implements AutoCloseable {

  /** What the heap of each process of a subject has at first. */
  public static final String HEAP_AT_FIRST = "-Xms256m";

  /** What the heap of each process of a subject has at most. */
  public static final String HEAP_AT_MOST = "-Xmx1g";

  /** The same for every subject: headers are compact, as the worker that Lido starts has them. */
  private static final List<String> OPTIONS =
      List.of(
          HEAP_AT_FIRST,
          HEAP_AT_MOST,
          "-XX:+UseCompactObjectHeaders",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dlido.log.level=ERROR");

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;

  private JavaProcess(String name, Process process, Path log) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.answers = process.inputReader();
    this.commands = process.outputWriter();
  }

  /**
   * Starts a process with this one's class path, and waits for its first line.
   *
   * @param log gets what it writes to its standard error
   * @throws IOException if it ends; the message has the last lines of the log
   */
  public static JavaProcess start(
      Class<?> main, List<String> arguments, Map<String, String> environment, Path log)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    JavaProcess started = new JavaProcess(main.getSimpleName(), builder.start(), log);
    started.answer();
    return started;
  }

  /** Sends a line, and returns the answer. */
  public String ask(String command) throws IOException {
    commands.write(command);
    commands.newLine();
    commands.flush();
    return answer();
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(name + " has ended; " + LogTail.of(log));
    }
    if (line.startsWith("error: ")) {
      throw new IOException(name + ": " + line.substring("error: ".length()));
    }
    return line;
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
