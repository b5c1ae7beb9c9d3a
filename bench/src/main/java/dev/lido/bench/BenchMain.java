package dev.lido.bench;

import dev.lido.bench.calls.CallsCommand;
import dev.lido.bench.placement.PlacementCommand;
import dev.lido.bench.pods.PodsCommand;
import dev.lido.bench.start.StartCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code lido bench} command. */
@Command(
    name = "lido bench",
    description = "Measures Lido beside what people would use instead, on this machine.",
    subcommands = {
      CallsCommand.class,
      PlacementCommand.class,
      PodsCommand.class,
      StartCommand.class
    },
    footer = {
      "%nFigures are ratios between subjects of one run; those of two machines, or of a busy one,"
          + " cannot be compared.",
      "lido bench COMMAND --help tells more."
    })
public final class BenchMain {

  @SuppressWarnings("UnusedVariable") // picocli acts on it.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this.")
  private boolean help;

  private BenchMain() {}

  /** Runs the command, and exits with its code: 0, 1 for a failure, 2 for wrong usage. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new BenchMain()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }
}
