package dev.lido.cli.demo;

import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.WorkDirectory;
import dev.lido.cli.command.CliException;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    check();
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

  /** Refuses before anything starts what could not end well. */
  private void check() {
    if (pages < 1) {
      throw new ParameterException(
          spec.commandLine(), "--pages is " + pages + ": write a number from 1");
    }
    if (urls != null && (!Files.isReadable(urls) || Files.isDirectory(urls))) {
      throw new CliException(
          urls
              + " of --urls is "
              + (Files.isDirectory(urls)
                  ? "a directory: name a file"
                  : "not there: check the name"));
    }
    if (out != null && !canMake(out)) {
      throw new CliException(
          out + " of --out cannot be made: name a directory where you may write");
    }
  }

  private static boolean canMake(Path folder) {
    try {
      return Files.isWritable(Files.createDirectories(folder));
    } catch (IOException refused) {
      return false;
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
