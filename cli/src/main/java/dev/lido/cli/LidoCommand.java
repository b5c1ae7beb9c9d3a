package dev.lido.cli;

import dev.lido.cli.demo.DemoCommand;
import dev.lido.cli.dev.DevCommand;
import dev.lido.cli.pools.ApplyCommand;
import dev.lido.cli.pools.CallCommand;
import dev.lido.cli.pools.DeleteCommand;
import dev.lido.cli.pools.GetCommand;
import dev.lido.cli.pools.ScaleCommand;
import dev.lido.cli.pools.TreeCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code lido} command. */
@Command(
    name = "lido",
    description = "Supervised worker pools for Kubernetes.",
    subcommands = {
      DemoCommand.class,
      DevCommand.class,
      ApplyCommand.class,
      GetCommand.class,
      TreeCommand.class,
      CallCommand.class,
      ScaleCommand.class,
      DeleteCommand.class,
      VersionCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; a line beginning with error: says why", "2:wrong usage"},
    footer = {
      "%nlido COMMAND --help tells more. In a checkout, lido bench measures Lido beside its peers."
    })
public final class LidoCommand {

  @SuppressWarnings("UnusedVariable") // picocli acts on it.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this.")
  private boolean help;

  @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Shows stack traces.")
  private boolean debug;

  private LidoCommand() {}

  /** Runs the command, and exits with its code. */
  public static void main(String[] args) {
    System.exit(
        run(
            new PrintWriter(System.out, true, System.out.charset()),
            new PrintWriter(System.err, true, System.err.charset()),
            args));
  }

  /** Runs the command, and returns its exit code: 0, 1 for a failure, 2 for wrong usage. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    LidoCommand lido = new LidoCommand();
    return new CommandLine(lido)
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, words) -> lido.misused(wrong))
        .setExecutionExceptionHandler((failure, command, words) -> lido.failed(failure, command))
        .execute(args);
  }

  private int misused(CommandLine.ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("error: " + describe(wrong) + "; see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static String describe(CommandLine.ParameterException wrong) {
    boolean isCommand = wrong.getCommandLine().getParent() == null;
    return wrong instanceof CommandLine.UnmatchedArgumentException unknown
            && isCommand
            && !unknown.isUnknownOption()
        ? "there is no command " + unknown.getUnmatched().getFirst()
        : String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", "");
  }

  private int failed(Exception failure, CommandLine command) {
    command.getErr().println("error: " + Failures.describe(failure));
    if (debug) {
      failure.printStackTrace(command.getErr());
    }
    return failure instanceof CommandLine.ParameterException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }
}
