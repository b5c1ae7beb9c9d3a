package dev.lido.system.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lido.client.internal.members.WorkerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A caller in a process of its own, which is told what to do by lines, and answers by lines. */
public final class CallerProcess implements AutoCloseable {

  private final Process process;
  private final PrintWriter commands;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  public CallerProcess(Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(BreakableWorker.java());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    commands = new PrintWriter(process.outputWriter(UTF_8), true);
    Thread.ofPlatform().daemon().start(this::read);
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      reader.lines().forEach(answers::add);
    } catch (IOException over) {
      // It has ended.
    }
  }

  public void tell(String command) {
    commands.println(command);
  }

  /** Tells where the ready workers are. */
  public void members(Collection<WorkerAddress> ready) {
    tell("members " + ready.stream().map(WorkerAddress::toString).collect(Collectors.joining(" ")));
  }

  /** Tells something, and waits for a line of answer. */
  public String ask(String command) throws InterruptedException {
    tell(command);
    return answer();
  }

  public String answer() throws InterruptedException {
    String answer = answers.poll(60, TimeUnit.SECONDS);
    if (answer == null) {
      throw new AssertionError("a caller does not answer; it is alive: " + process.isAlive());
    }
    return answer;
  }

  public void kill() {
    process.destroyForcibly();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
