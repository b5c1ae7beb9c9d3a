package dev.lido.bench.placement;

import dev.lido.bench.flags.Flags;
import dev.lido.client.simulation.PlacementSimulation;
import dev.lido.client.simulation.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lido bench placement}. */
@Command(
    name = "placement",
    sortOptions = false,
    description = {
      "How fast a caller decides where calls go (JMH), and how long calls wait for a slot: the"
          + " real placement of callers and workers in virtual time, beside models of a central"
          + " queue and of the better of two."
    },
    footer = "%nWithout flags it takes about three minutes.")
public final class PlacementCommand implements Callable<Integer> {

  private static final int WARM_UPS = 2;
  private static final int ITERATIONS = 5;

  private record Size(int callers, int workers, int slots) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(1, 4, 8),
          new Size(1, 100, 8),
          new Size(10, 8, 8),
          new Size(10, 100, 8),
          new Size(50, 500, 4));

  @Option(
      names = "--of",
      split = ",",
      paramLabel = "WHAT",
      description = "What is measured: ${COMPLETION-CANDIDATES}. Both by default.")
  private List<What> what = List.of(What.values());

  @Option(
      names = "--workers",
      split = ",",
      paramLabel = "N",
      description = "How many there are to choose from. Default: 10,1000.")
  private List<Integer> workers = List.of(10, 1_000);

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "How long each rate is measured, five times; and twice before it counts. Default:"
              + " ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private double seconds;

  @Option(
      names = "--calls",
      paramLabel = "N",
      description = "How many calls each simulation counts. Default: ${DEFAULT-VALUE}.",
      defaultValue = "200000")
  private int calls;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the simulations. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private long seed;

  @Option(names = "--json", description = "Prints an object a line instead of tables.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private enum What {
    DECISIONS,
    WAITS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws RunnerException {
    CommandSpec command = Objects.requireNonNull(spec);
    new Flags(command)
        .distinct(1, "--workers", workers)
        .atLeast(0.1, "--seconds", seconds)
        .atLeast(1_000, "--calls", calls);
    PlacementReport report = new PlacementReport(command.commandLine().getOut(), json);
    if (what.contains(What.DECISIONS)) {
      decisions(report);
    }
    if (what.contains(What.WAITS)) {
      report.waits();
      SIZES.forEach(size -> simulate(size, report));
    }
    return 0;
  }

  private void decisions(PlacementReport report) throws RunnerException {
    report.decisions();
    for (RunResult result : measure()) {
      report.decision(
          result.getParams().getParam("setting").toLowerCase(Locale.ROOT),
          Integer.parseInt(result.getParams().getParam("workers")),
          result.getPrimaryResult().getScore());
    }
  }

  private Iterable<RunResult> measure() throws RunnerException {
    TimeValue time = TimeValue.milliseconds(Math.round(1_000 * seconds));
    return new Runner(
            new OptionsBuilder()
                .include(DecisionBenchmark.class.getName())
                .param("workers", workers.stream().map(String::valueOf).toArray(String[]::new))
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(time)
                .measurementIterations(ITERATIONS)
                .measurementTime(time)
                .jvmArgs("-Xmx512m", "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build())
        .run();
  }

  /** Messages take longer or shorter beside the pause between two news of a worker's load. */
  private void simulate(Size size, PlacementReport report) {
    Scenario scenario = Scenario.of(size.callers, size.workers, size.slots, calls, seed);
    for (PlacementSimulation placement : PlacementSimulation.values()) {
      report.wait(placement, scenario, placement.run(scenario));
    }
    if (size.callers > 1) {
      Scenario shorter = scenario.withTask(Duration.ofMillis(10));
      report.wait(PlacementSimulation.LIDO, shorter, PlacementSimulation.LIDO.run(shorter));
    }
  }
}
