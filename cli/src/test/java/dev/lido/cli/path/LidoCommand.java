package dev.lido.cli.path;

import static dev.lido.cli.path.TestPool.AWAIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code lido} script, run as a user runs it. */
final class LidoCommand implements AutoCloseable {

  private static final Path HOME = Path.of(System.getProperty("lido.home"));

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();

  private LidoCommand(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  static LidoCommand start(@Nullable Path kubeconfig, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("lido").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("KUBECONFIG");
    if (kubeconfig != null) {
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
    }
    return new LidoCommand(builder.start());
  }

  /** Runs the command to its successful end, and returns what it printed. */
  static List<String> run(@Nullable Path kubeconfig, String... arguments) throws Exception {
    try (LidoCommand command = start(kubeconfig, arguments)) {
      assertThat(command.awaitExit()).as(() -> String.join("\n", command.lines)).isZero();
      return command.lines;
    }
  }

  Process process() {
    return process;
  }

  List<String> lines() {
    return lines;
  }

  /** Waits for a line that begins so, and returns the rest of it. */
  String awaitLine(String beginning) {
    AWAIT
        .failFast(
            () ->
                assertThat(process.isAlive() || has(beginning))
                    .as(() -> String.join("\n", lines))
                    .isTrue())
        .until(() -> has(beginning));
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow()
        .substring(beginning.length());
  }

  /** Waits for the worker processes below this command, and returns them. */
  List<ProcessHandle> awaitWorkers(int count) {
    AWAIT.until(() -> workers().size() == count);
    return workers();
  }

  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("%s ended", lines).isTrue();
    return process.exitValue();
  }

  /** Waits until nothing that this command ever started is alive. */
  void awaitNothingLeft() {
    AWAIT.untilAsserted(
        () -> assertThat(seen).filteredOn(ProcessHandle::isAlive).as("processes left").isEmpty());
  }

  private boolean has(String beginning) {
    return lines.stream().anyMatch(line -> line.startsWith(beginning));
  }

  private List<ProcessHandle> workers() {
    List<ProcessHandle> below = process.descendants().toList();
    seen.addAll(below);
    return below.stream()
        .filter(handle -> handle.info().command().orElse("").endsWith("java"))
        .filter(handle -> handle.info().commandLine().orElse("").contains("WorkerMain"))
        .toList();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException ended) {
      lines.add("(output closed: " + ended.getMessage() + ")");
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
