package dev.lido.bench.calls;

import dev.lido.bench.peer.Figures;
import dev.lido.bench.peer.Servers;
import dev.lido.bench.peer.Step;
import dev.lido.bench.peer.Subject;
import dev.lido.bench.peer.Subject.Family;
import dev.lido.bench.peer.Workload;
import dev.lido.cli.cluster.WorkDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lido bench calls}. */
@Command(
    name = "calls",
    sortOptions = false,
    description = {
      "Calls beside raw gRPC and Hazelcast: one caller process and two servers each, on loopback.",
      "Every figure is the median of the rounds; in a round each subject has its turn."
    })
public final class CallsCommand implements Callable<Integer> {

  @Option(
      names = "--subjects",
      split = ",",
      paramLabel = "NAME",
      description = "Which ones: ${COMPLETION-CANDIDATES}. All by default.")
  private List<Subject> subjects = List.of(Subject.values());

  @Option(
      names = "--callers",
      split = ",",
      paramLabel = "N",
      description = "Virtual threads that call one after the other. Default: ${DEFAULT-VALUE}.")
  private List<Integer> callers = List.of(1, 8, 64, 512);

  @Option(
      names = "--cases",
      split = ",",
      paramLabel = "NAME",
      description = "What is called: ${COMPLETION-CANDIDATES}. All by default.")
  private List<Workload> workloads = List.of(Workload.values());

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = "5")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each measurement takes. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private double seconds;

  @Option(
      names = "--warmup",
      paramLabel = "S",
      description = "How long each subject and case is warmed up. Default: ${DEFAULT-VALUE}.",
      defaultValue = "5")
  private double warmup;

  @Option(names = "--open", description = "Also an open loop at half of each subject's best rate.")
  private boolean open;

  @Option(names = "--json", description = "Prints an object a line instead of a table.")
  private boolean json;

  @Option(
      names = "--worker-options",
      paramLabel = "OPTIONS",
      description = "Java options of Lido's workers, to try something.",
      defaultValue = "")
  private String workerOptions = "";

  @Option(names = "--logs", paramLabel = "DIR", description = "Keeps the processes' logs there.")
  private @Nullable Path logs;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec().commandLine().getOut();
    try (WorkDirectory directory = WorkDirectory.at(logs, "lido-bench-");
        Fleet fleet = new Fleet(directory.path(), workerOptions)) {
      List<Point> points = points();
      for (Point point : points) {
        if (point.callers == callers.getFirst()) {
          fleet.of(point.subject).measure(point.step(64, warmup));
        }
      }
      for (int round = 0; round < rounds; round++) {
        for (Point point : points) {
          point.rounds.add(fleet.of(point.subject).measure(point.step(point.callers, seconds)));
        }
      }
      Report report = new Report(out, json);
      for (Point point : points) {
        report.print(point.row());
      }
      if (open) {
        openLoop(points, fleet, report);
      }
    }
    return 0;
  }

  private CommandSpec spec() {
    return java.util.Objects.requireNonNull(spec);
  }

  private List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (int count : callers) {
      for (Subject subject : subjects) {
        subject.workloads().stream()
            .filter(workloads::contains)
            .forEach(workload -> points.add(new Point(subject, workload, count)));
      }
    }
    return points;
  }

  private void openLoop(List<Point> points, Fleet fleet, Report report) throws IOException {
    for (Subject subject : subjects) {
      for (Workload workload : subject.workloads()) {
        double best =
            points.stream()
                .filter(point -> point.subject == subject && point.workload == workload)
                .mapToDouble(point -> point.row().figures().perSecond())
                .max()
                .orElse(0);
        if (best > 0) {
          Step step = new Step(subject, workload, 0, best / 2, Math.round(seconds * 5_000));
          Figures figures = fleet.of(subject).measure(step);
          report.print(new Row(subject, workload, false, 0, figures));
        }
      }
    }
  }

  /** A point of the curves, with what was measured. */
  private static final class Point {
    private final Subject subject;
    private final Workload workload;
    private final int callers;
    private final List<Figures> rounds = new ArrayList<>();

    Point(Subject subject, Workload workload, int callers) {
      this.subject = subject;
      this.workload = workload;
      this.callers = callers;
    }

    Step step(int count, double seconds) {
      return new Step(subject, workload, count, 0, Math.round(seconds * 1_000));
    }

    Row row() {
      return Row.median(subject, workload, false, callers, rounds);
    }
  }

  /** The processes, each family started when it is first needed. */
  private static final class Fleet implements AutoCloseable {
    private final Path directory;
    private final String workerOptions;
    private final Map<Family, Servers> families = new EnumMap<>(Family.class);

    Fleet(Path directory, String workerOptions) {
      this.directory = directory;
      this.workerOptions = workerOptions;
    }

    Servers of(Subject subject) throws IOException {
      Servers servers = families.get(subject.family());
      if (servers == null) {
        servers = Servers.start(subject.family(), directory, workerOptions);
        families.put(subject.family(), servers);
      }
      return servers;
    }

    @Override
    public void close() {
      families.values().forEach(Servers::close);
    }
  }
}
