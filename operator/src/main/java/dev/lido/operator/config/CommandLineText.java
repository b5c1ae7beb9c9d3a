package dev.lido.operator.config;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line, made from the table of settings. */
final class CommandLineText {

  private static final int WIDTH = 110;

  private CommandLineText() {}

  static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name("lido-operator");
    spec.usageMessage()
        .description("Supervises the workers of PoolResources.", "")
        .footer(
            "",
            "Each setting has an environment variable too, which its flag goes before.",
            "The cluster is the one that it runs in, or that KUBECONFIG names.")
        .sortOptions(false)
        .width(WIDTH);
    for (Setting setting : Setting.values()) {
      spec.addOption(option(setting));
    }
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Prints this.").build());
    return new CommandLine(spec);
  }

  private static OptionSpec option(Setting setting) {
    String fallback =
        setting.fallback().isEmpty() ? "" : " Default: %s.".formatted(setting.fallback());
    return OptionSpec.builder(setting.flag())
        .paramLabel(setting.placeholder())
        .type(String.class)
        .description(setting.description() + fallback, "(" + setting.variable() + ")")
        .build();
  }

  static String usage() {
    return commandLine().getUsageMessage(Ansi.OFF);
  }
}
