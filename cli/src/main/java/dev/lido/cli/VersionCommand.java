package dev.lido.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lido version}. */
@Command(name = "version", description = "Shows the version.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class VersionCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String version =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    spec.commandLine().getOut().println("lido " + version + ", Java " + Runtime.version());
  }
}
