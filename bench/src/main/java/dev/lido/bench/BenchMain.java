package dev.lido.bench;

import dev.lido.bench.calls.CallsCommand;
import dev.lido.bench.placement.PlacementCommand;
import dev.lido.bench.pods.PodsCommand;
import dev.lido.bench.start.StartCommand;
import dev.lido.cli.command.CliException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; a line beginning with error: says why", "2:wrong usage"},
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
    PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    System.exit(run(out, err, args));
  }

  /** Runs the command, and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new BenchMain())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, words) -> misused(wrong))
        .setExecutionExceptionHandler((failure, command, words) -> failed(failure, command))
        .execute(args);
  }

  private static int misused(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String message = String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", "");
    command.getErr().println("error: " + message + "; see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(Exception failure, CommandLine command) {
    if (failure instanceof CliException || failure instanceof IOException) {
      command.getErr().println("error: " + failure.getMessage());
    } else {
      command.getErr().println("error: " + failure + ", which is a fault of the benchmark's:");
      failure.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
