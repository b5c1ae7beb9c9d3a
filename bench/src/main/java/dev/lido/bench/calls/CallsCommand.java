package dev.lido.bench.calls;

import dev.lido.bench.flags.Flags;
import dev.lido.bench.peer.Fleet;
import dev.lido.bench.peer.Series;
import dev.lido.bench.peer.Subject;
import dev.lido.bench.peer.Workload;
import dev.lido.cli.cluster.WorkDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
      "Calls beside raw gRPC and Hazelcast: one caller process and two servers each, on loopback,"
          + " plaintext and mutual TLS (which Hazelcast has in its Enterprise Edition only).",
      "Every figure is the median of the rounds; in a round each subject has its turn. The last"
          + " rows are open loops: calls that begin at half of the best rate, whether others have"
          + " ended or not; their latency counts from when they were meant to begin.",
      "Then it says what is asked of Lido, and whether that is met."
    },
    footer = {
      "%nWithout flags it takes about 20 minutes; each run says at its start how long it takes."
          + " Parts can be measured one by one and put together:",
      "  lido bench calls --tls off --cases empty --json >plain.json",
      "  lido bench calls --tls on --cases empty --json >tls.json",
      "  lido bench calls --rows plain.json,tls.json --chart docs"
    })
public final class CallsCommand implements Callable<Integer> {

  @Option(
      names = "--subjects",
      split = ",",
      paramLabel = "NAME",
      description = "Which ones: ${COMPLETION-CANDIDATES}. All by default.")
  private List<Subject> subjects = List.of(Subject.values());

  @Option(
      names = "--cases",
      split = ",",
      paramLabel = "NAME",
      description = "What is called: ${COMPLETION-CANDIDATES}. All by default.")
  private List<Workload> workloads = List.of(Workload.values());

  @Option(
      names = "--tls",
      split = ",",
      paramLabel = "WHICH",
      description = "${COMPLETION-CANDIDATES}. Both by default.")
  private List<Wire> wires = List.of(Wire.values());

  @Option(
      names = "--callers",
      split = ",",
      paramLabel = "N",
      description = "Virtual threads that call one after the other. Default: 1,8,64,512,10000.")
  private List<Integer> callers = List.of(1, 8, 64, 512, 10_000);

  @Option(names = "--no-open", description = "Without the open loops.")
  private boolean noOpen;

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
      description =
          "How long each subject and case is warmed up at most. It ends earlier when the rate no"
              + " longer grows and the JIT compilers of all processes are done. Default:"
              + " ${DEFAULT-VALUE}.",
      defaultValue = "60")
  private int warmup;

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "FILE",
      description =
          "Measures nothing, and takes what earlier runs with --json have printed; of a"
              + " measurement that is there twice the first one.")
  private List<Path> earlier = List.of();

  @Option(names = "--json", description = "Prints an object a line instead of a table.")
  private boolean json;

  @Option(
      names = "--chart",
      paramLabel = "DIR",
      description =
          "Draws rate and latency over callers there: calls-rate.svg, calls-latency.svg, and the"
              + " same with -tls.")
  private @Nullable Path charts;

  @Option(
      names = "--worker-options",
      paramLabel = "OPTIONS",
      description = "Java options of Lido's workers, to try something.",
      defaultValue = "")
  private String workerOptions = "";

  @Option(names = "--logs", paramLabel = "DIR", description = "Keeps the processes' logs there.")
  private @Nullable Path logs;

  @Spec private @Nullable CommandSpec spec;

  private enum Wire {
    OFF,
    ON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws IOException {
    Result result =
        earlier.isEmpty()
            ? Result.of(measure(plan()))
            : Result.of(earlier.stream().map(Rows::read));
    PrintWriter out = spec().commandLine().getOut();
    if (json) {
      Report.json(result, out);
    } else {
      Report.table(result, out);
    }
    if (charts != null) {
      Charts.draw(result.rows(), Files.createDirectories(charts));
    }
    return 0;
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  private Plan plan() {
    Flags flags =
        new Flags(spec())
            .distinct(1, "--callers", callers)
            .atLeast(1, "--rounds", rounds)
            .atLeast(0.1, "--seconds", seconds)
            .atLeast(0, "--warmup", warmup);
    List<Series> series = series();
    if (series.isEmpty()) {
      throw flags.wrong(
          "there is nothing to measure: none of "
              + subjects
              + " has a case of "
              + workloads
              + " with TLS "
              + wires
              + "; leave --subjects, --cases or --tls out");
    }
    return new Plan(series, callers, rounds, seconds, warmup, !noOpen);
  }

  /** Those of plaintext and TLS side by side, so that they are interleaved. */
  private List<Series> series() {
    return subjects.stream()
        .distinct()
        .flatMap(
            subject ->
                subject.workloads().stream()
                    .filter(workloads::contains)
                    .flatMap(
                        workload ->
                            wires.stream()
                                .distinct()
                                .map(wire -> new Series(subject, workload, wire == Wire.ON))))
        .filter(Series::exists)
        .toList();
  }

  private List<Row> measure(Plan plan) throws IOException {
    PrintWriter progress = spec().commandLine().getErr();
    progress.printf("this takes about %d min%n", plan.time().plusSeconds(59).toMinutes());
    try (WorkDirectory directory = WorkDirectory.at(logs, "lido-bench-");
        Fleet fleet = new Fleet(directory.path(), workerOptions)) {
      return new Measurement(plan, fleet, progress).rows();
    }
  }
}
