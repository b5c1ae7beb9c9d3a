package dev.lido.bench.start;

import dev.lido.bench.start.StartRow.What;
import dev.lido.cli.cluster.Home;
import dev.lido.cli.kubelet.WorkerProgram;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Starts workers again and again. */
final class Starts {

  private final Path directory;
  private final int rounds;
  private final long idleMillis;

  /** The workers' output goes to the directory. */
  Starts(Path directory, int rounds, long idleMillis) {
    this.directory = directory;
    this.rounds = rounds;
    this.idleMillis = idleMillis;
  }

  private interface Round {
    Started run() throws Exception;
  }

  /** Starts processes, one alone and then so many at once. */
  void processes(boolean cache, List<Integer> counts, StartReport report) throws Exception {
    start(1, cache);
    Started one = median(() -> start(1, cache));
    for (int count : counts) {
      Started started = count == 1 ? one : median(() -> start(count, cache));
      report.print(StartRow.of(What.PROCESSES, count, cache, started, one.cpuMillis()));
    }
  }

  /** Starts pools, of one worker and then of so many. */
  void pools(List<Integer> counts, StartReport report) throws Exception {
    try (StartedPool pools = StartedPool.in(directory, classes(), idleMillis)) {
      pools.measure(1);
      Started one = median(() -> pools.measure(1));
      for (int count : counts) {
        Started started = count == 1 ? one : median(() -> pools.measure(count));
        report.print(StartRow.of(What.POOL, count, true, started, one.cpuMillis()));
      }
    }
  }

  private Started median(Round round) throws Exception {
    List<Started> all = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      all.add(round.run());
    }
    return Started.median(all);
  }

  private Started start(int count, boolean cache) throws Exception {
    List<StartedWorker> workers = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        workers.add(new StartedWorker(command(cache), directory.resolve("worker-" + i + ".log")));
      }
      double last = 0;
      for (StartedWorker worker : workers) {
        last = Math.max(last, worker.awaitAnswer());
      }
      double cpu = average(workers, StartedWorker::cpuMillis);
      Thread.sleep(idleMillis);
      return new Started(last, cpu, average(workers, StartedWorker::residentMiB));
    } finally {
      workers.forEach(StartedWorker::close);
    }
  }

  private static double average(
      List<StartedWorker> workers, ToDoubleFunction<StartedWorker> figure) {
    return workers.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  private static List<String> command(boolean cache) {
    return new WorkerProgram(Home.find(), classes())
        .command().stream().filter(word -> cache || !word.startsWith("-XX:AOTCache")).toList();
  }

  /** The benchmark's own, which have the task that is called. */
  private static List<Path> classes() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> entry.getFileName().toString().startsWith("lido-bench"))
        .toList();
  }
}
