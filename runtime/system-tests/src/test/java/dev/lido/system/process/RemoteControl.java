package dev.lido.system.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.testkit.TestWorkers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a {@link CallerProcess} runs on: a pool whose members are told by lines. */
public final class RemoteControl implements AutoCloseable {

  private final TestWorkers caller = TestWorkers.unknown();
  private final BufferedReader commands =
      new BufferedReader(new InputStreamReader(System.in, UTF_8));
  private final Pool pool = caller.pool();
  private volatile Set<WorkerAddress> now = Set.of();

  public RemoteControl(LocalSettings settings) {
    caller.members().settings(TestWorkers.callSettings(settings));
  }

  public Pool pool() {
    return pool;
  }

  /** Returns the next command that is not about members; {@code stop} when there are no more. */
  public String next() throws IOException {
    String line = commands.readLine();
    while (line != null && line.startsWith("members")) {
      Set<WorkerAddress> ready = new LinkedHashSet<>();
      Arrays.stream(line.split(" ", -1))
          .skip(1)
          .filter(word -> !word.isEmpty())
          .map(RemoteControl::address)
          .forEach(ready::add);
      now = ready;
      caller.members().set(ready);
      line = commands.readLine();
    }
    return line == null ? "stop" : line;
  }

  public Set<WorkerAddress> members() {
    return now;
  }

  /** Returns an address from its text. */
  public static WorkerAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new WorkerAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  public void answer(Object line) {
    System.out.println(line);
    System.out.flush();
  }

  /** Ends the caller, and this process. */
  @Override
  public void close() {
    caller.close();
  }
}
