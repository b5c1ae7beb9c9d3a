package dev.lido.examples.downloads;

import dev.lido.client.Pool;
import dev.lido.client.Pools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Runs the download manager: connects to the pool, downloads, and exits with 0 if all is right. */
@Command(
    name = "download-manager",
    description = "Downloads the images that pages name, in the workers of a pool.",
    showDefaultValues = true)
public final class DownloadManagerMain implements Callable<Integer> {

  /** Where the pages come from: one of the two. */
  static final class Source {

    @Option(names = "--site", required = true, description = "The address of the example's site.")
    private @Nullable URI site;

    @Option(
        names = "--urls",
        required = true,
        description = "A file with addresses of pages or images instead, one a line.")
    private @Nullable Path urls;
  }

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(names = "--pages", description = "How many pages of the site to download.")
  private int pages = 2200;

  @Option(names = "--limit", description = "How many requests the site answers at once.")
  private int limit = 50;

  @Option(names = "--out", description = "The folder to store in; else a new, temporary one.")
  private @Nullable Path out;

  @Option(names = "--pool", description = "The pool to run in.")
  private String pool = "downloads";

  @Option(names = "--progress", description = "One of ${COMPLETION-CANDIDATES}.")
  private ProgressMode progress = ProgressMode.auto;

  @SuppressWarnings("UnusedVariable") // picocli acts on it.
  @Option(names = "--help", usageHelp = true, description = "Shows this.")
  private boolean help;

  private DownloadManagerMain() {}

  /** Runs the manager; {@code --help} tells the options. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new DownloadManagerMain(), args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var run = new Run(origin(), folder(), progress, System.out, System.err);
    try (Pools pools = Pools.connect()) {
      Pool downloads = pools.pool(pool);
      downloads.members(); // Joins the pool's group now, so that the time is the downloads' alone.
      return run.in(downloads) ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private Origin origin() throws IOException, InterruptedException {
    if (source.urls != null) {
      return UrlOrigin.read(source.urls);
    }
    if (source.site != null) {
      return new SiteOrigin(new SiteClient(source.site), pages, limit, SiteOrigin.TIMEOUT);
    }
    throw new IllegalArgumentException("say --site or --urls");
  }

  private Path folder() throws IOException {
    return out == null ? Files.createTempDirectory("lido-downloads-") : out;
  }
}
