package dev.lido.bench.start;

import dev.lido.bench.flags.Flags;
import dev.lido.cli.cluster.WorkDirectory;
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

/** {@code lido bench start}. */
@Command(
    name = "start",
    sortOptions = false,
    description = {
      "From the start of worker processes to the answer to a call, as the local kubelet starts"
          + " them, with the cache that the build makes for their JVMs and without; and from the"
          + " creation of a pool in a cluster until it is ready. Medians of the rounds.",
      "Ideal is the processor time of one that starts alone, times their number, shared out over"
          + " this machine's processors."
    },
    footer = "%nWithout flags it takes about three minutes.")
public final class StartCommand implements Callable<Integer> {

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
      description = "How many are started at once. Default: 1,8.")
  private List<Integer> counts = List.of(1, 8);

  @Option(
      names = "--of",
      split = ",",
      paramLabel = "WHAT",
      description = "What is started: ${COMPLETION-CANDIDATES}. All by default.")
  private List<What> what = List.of(What.values());

  @Option(
      names = "--idle",
      paramLabel = "S",
      description =
          "How long workers are idle before their memory counts. Default: ${DEFAULT-VALUE}.",
      defaultValue = "2")
  private double idle;

  @Option(names = "--json", description = "Prints an object a line instead of a table.")
  private boolean json;

  @Option(names = "--logs", paramLabel = "DIR", description = "Keeps the workers' output there.")
  private @Nullable Path logs;

  @Spec private @Nullable CommandSpec spec;

  private enum What {
    PROCESSES,
    PROCESSES_WITHOUT_CACHE,
    POOL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    new Flags(command)
        .atLeast(1, "--rounds", rounds)
        .distinct(1, "--workers", counts)
        .atLeast(0, "--idle", idle);
    StartReport report = new StartReport(command.commandLine().getOut(), json);
    try (WorkDirectory directory = WorkDirectory.at(logs, "lido-bench-")) {
      Starts starts = new Starts(directory.path(), rounds, Math.round(1_000 * idle));
      for (What each : what) {
        switch (each) {
          case PROCESSES -> starts.processes(true, counts, report);
          case PROCESSES_WITHOUT_CACHE -> starts.processes(false, counts, report);
          case POOL -> starts.pools(counts, report);
        }
      }
    }
    return 0;
  }
}
