package dev.lido.cli.demo;

import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.WorkDirectory;
import dev.lido.cli.command.CliException;
import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lido demo}. */
@Command(
    name = "demo",
    description = {
      "Starts a cluster in this process and a web site beside it, and downloads the site's images"
          + " through a pool of 2 x 25 slots; checks every file, and leaves nothing running."
    },
    footer = {
      "%nExamples:",
      "  lido demo",
      "  lido demo --pages 200 --out images",
      "  lido demo --urls addresses.txt"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--pages",
      paramLabel = "N",
      defaultValue = "2200",
      description = "Pages of the site (default: ${DEFAULT-VALUE}).")
  private int pages;

  @Option(
      names = "--urls",
      paramLabel = "FILE",
      description = "Real addresses, one a line, instead of the site.")
  private @Nullable Path urls;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Stores the files here; else in a new temporary folder.")
  private @Nullable Path out;

  @Override
  public Integer call() throws InterruptedException {
    if (urls != null && !Files.isReadable(urls)) {
      throw new CliException(urls + " of --urls is not there: check the name");
    }
    DemoOptions options =
        new DemoOptions(pages, Optional.ofNullable(urls), Optional.ofNullable(out), hasTerminal());
    WorkDirectory work = WorkDirectory.at(null, "lido-demo-");
    try (Demo demo =
        new Demo(options, ClusterOptions.in(work.path()), spec.commandLine().getOut())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo, work), "stop"));
      return demo.run();
    } finally {
      work.close();
    }
  }

  private static void stop(Demo demo, WorkDirectory work) {
    demo.close();
    work.close();
  }

  private static boolean hasTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
