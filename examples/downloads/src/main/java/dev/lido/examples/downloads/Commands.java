package dev.lido.examples.downloads;

import picocli.CommandLine;

/** How this example's two commands run: an error is one line, without a stack trace. */
final class Commands {

  private Commands() {}

  /** Runs a command, and returns the status to exit with: 0, 1 for a failure, 2 for wrong usage. */
  static int execute(Object command, String[] args) {
    return new CommandLine(command)
        .setParameterExceptionHandler((wrong, words) -> misused(wrong))
        .setExecutionExceptionHandler(Commands::explain)
        .execute(args);
  }

  private static int misused(CommandLine.ParameterException wrong) {
    wrong.getCommandLine().getErr().println("error: " + wrong.getMessage() + "; see --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult args) {
    String message = failure.getMessage();
    command.getErr().println("error: " + (message == null ? failure : message));
    return failure instanceof IllegalArgumentException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }
}
