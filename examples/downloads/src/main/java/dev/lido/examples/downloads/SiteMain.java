package dev.lido.examples.downloads;

import dev.lido.examples.downloads.site.Site;
import dev.lido.examples.downloads.site.SiteOptions;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the site until it is stopped; prints a line with its address when it listens. */
@Command(
    name = "site",
    description = "A web site that allows so many requests at once, and is not always well.",
    showDefaultValues = true)
public final class SiteMain implements Runnable {

  @Option(names = "--port", description = "The port to listen on; 0: any free one.")
  private int port = SiteOptions.DEFAULTS.port();

  @Option(names = "--pages", description = "How many pages it has, each with an image.")
  private int pages = SiteOptions.DEFAULTS.pages();

  @Option(names = "--limit", description = "How many requests it answers at once.")
  private int limit = SiteOptions.DEFAULTS.limit();

  @Option(names = "--seed", description = "What decides delays, faults and images.")
  private long seed = SiteOptions.DEFAULTS.seed();

  @Option(names = "--min-delay", description = "The least time of an answer, in milliseconds.")
  private long minDelayMillis = SiteOptions.DEFAULTS.minDelay().toMillis();

  @Option(names = "--max-delay", description = "The most time of an answer, in milliseconds.")
  private long maxDelayMillis = SiteOptions.DEFAULTS.maxDelay().toMillis();

  @Option(names = "--faults", description = "The share of requests that fail or hang.")
  private double faults = SiteOptions.DEFAULTS.faults();

  @SuppressWarnings("UnusedVariable") // picocli acts on it.
  @Option(names = "--help", usageHelp = true, description = "Shows this.")
  private boolean help;

  private SiteMain() {}

  /** Runs the site; {@code --help} tells the options. */
  public static void main(String[] args) {
    // Netty would use what new JDKs warn of; a site this small does not need it.
    System.setProperty("io.netty.noUnsafe", "true");
    int status = Commands.execute(new SiteMain(), args);
    if (status != CommandLine.ExitCode.OK) {
      System.exit(status);
    }
  }

  @Override
  public void run() {
    var options =
        new SiteOptions(
            port,
            pages,
            limit,
            seed,
            Duration.ofMillis(minDelayMillis),
            Duration.ofMillis(maxDelayMillis),
            faults);
    // Vert.x's own threads keep the process alive from here on.
    System.out.println("site ready on " + Site.start(options).uri());
  }
}
