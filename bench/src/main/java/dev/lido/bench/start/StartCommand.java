package dev.lido.bench.start;

import dev.lido.bench.start.StartReport.Row;
import dev.lido.cli.cluster.Home;
import dev.lido.cli.cluster.WorkDirectory;
import dev.lido.cli.kubelet.WorkerProgram;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lido bench start}. */
@Command(
    name = "start",
    sortOptions = false,
    description = {
      "From the start of worker processes to the answer to a call, as the local kubelet starts"
          + " them:",
      "with the cache that the build makes for their JVMs, and without. Medians of the rounds."
    })
public final class StartCommand implements Callable<Integer> {

  private static final long IDLE_MILLIS = 2_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = "5")
  private int rounds;

  @Option(
      names = "--workers",
      split = ",",
      paramLabel = "N",
      description = "How many are started at once. Default: ${DEFAULT-VALUE}.")
  private List<Integer> counts = List.of(1, 8);

  @Option(names = "--json", description = "Prints an object a line instead of a table.")
  private boolean json;

  @Option(names = "--logs", paramLabel = "DIR", description = "Keeps the workers' output there.")
  private @Nullable Path logs;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    StartReport report = new StartReport(Objects.requireNonNull(spec).commandLine().getOut(), json);
    try (WorkDirectory directory = WorkDirectory.at(logs, "lido-bench-")) {
      Path log = directory.path().resolve("workers.log");
      start(1, true, log, Double.NaN);
      for (boolean cache : new boolean[] {true, false}) {
        double oneCpu = Double.NaN;
        for (int count : counts) {
          Row row = median(count, cache, log, oneCpu);
          oneCpu = count == 1 ? row.cpuMillis() : oneCpu;
          report.print(row);
        }
      }
    }
    return 0;
  }

  private Row median(int count, boolean cache, Path log, double oneCpu) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      rows.add(start(count, cache, log, oneCpu));
    }
    return new Row(
        count,
        cache,
        median(rows, Row::answerMillis),
        median(rows, Row::cpuMillis),
        median(rows, Row::residentMiB),
        median(rows, Row::overOne));
  }

  private static double median(List<Row> rows, ToDoubleFunction<Row> figure) {
    return rows.stream().mapToDouble(figure).sorted().skip(rows.size() / 2).findFirst().orElse(0);
  }

  private static Row start(int count, boolean cache, Path log, double oneCpu) throws Exception {
    List<StartedWorker> workers = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        workers.add(new StartedWorker(command(cache), log));
      }
      double last = 0;
      for (StartedWorker worker : workers) {
        last = Math.max(last, worker.awaitAnswer());
      }
      double cpu = average(workers, StartedWorker::cpuMillis);
      Thread.sleep(IDLE_MILLIS);
      double ideal = oneCpu * count / Runtime.getRuntime().availableProcessors();
      return new Row(
          count, cache, last, cpu, average(workers, StartedWorker::residentMiB), last / ideal);
    } finally {
      workers.forEach(StartedWorker::close);
    }
  }

  private static double average(
      List<StartedWorker> workers, ToDoubleFunction<StartedWorker> figure) {
    return workers.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  /** The benchmark's classes, which have the task that is called, come last. */
  private static List<String> command(boolean cache) {
    List<Path> classes =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(entry -> entry.getFileName().toString().startsWith("lido-bench"))
            .toList();
    return new WorkerProgram(Home.find(), classes)
        .command().stream().filter(word -> cache || !word.startsWith("-XX:AOTCache")).toList();
  }
}
