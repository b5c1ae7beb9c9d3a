package dev.lido.bench.placement;

import dev.lido.client.simulation.PlacementSimulation;
import dev.lido.client.simulation.Scenario;
import java.io.PrintWriter;
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
          + " real",
      "placement of callers and workers in virtual time, beside models of a central queue and of"
          + " the",
      "better of two."
    })
public final class PlacementCommand implements Callable<Integer> {

  private record Size(int callers, int workers, int slots) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(1, 4, 8),
          new Size(1, 100, 8),
          new Size(10, 8, 8),
          new Size(10, 100, 8),
          new Size(50, 500, 4));

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each rate is measured. Default: ${DEFAULT-VALUE}.",
      defaultValue = "5")
  private int seconds;

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

  @Override
  public Integer call() throws RunnerException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PlacementReport report = new PlacementReport(out, json);
    report.decisions();
    for (RunResult result : measure()) {
      report.decision(
          result.getParams().getParam("setting").toLowerCase(Locale.ROOT),
          Integer.parseInt(result.getParams().getParam("workers")),
          result.getPrimaryResult().getScore());
    }
    report.waits();
    SIZES.forEach(size -> simulate(size, report));
    return 0;
  }

  private Iterable<RunResult> measure() throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(DecisionBenchmark.class.getName())
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
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
