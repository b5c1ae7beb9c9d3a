package dev.lido.examples.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.examples.downloads.site.Site;
import dev.lido.examples.downloads.site.SiteOptions;
import dev.lido.examples.downloads.site.SiteStats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final SiteOptions OPTIONS =
      SiteOptions.DEFAULTS
          .withPages(300)
          .withFaults(0.03)
          .withDelays(Duration.ofMillis(5), Duration.ofMillis(25));

  private final Site site = Site.start(OPTIONS);
  private final SiteClient client = new SiteClient(site.uri());
  private final Pool pool =
      Pool.local(LocalSettings.DEFAULTS.withPartitions(2).withReplicas(2).withMaxConcurrency(25));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void stop() {
    site.close();
  }

  private boolean run(Origin origin) throws IOException, InterruptedException {
    return new Run(origin, folder, ProgressMode.plain, print(out), print(err)).in(pool);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static List<String> lines(ByteArrayOutputStream of) {
    return of.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void shouldDownloadEveryImageRightAndNeverAskForMoreThanTheSiteAllows() throws Exception {
    // When
    boolean right = run(new SiteOrigin(client, 300, 50, TIMEOUT));

    // Then
    SiteStats stats = client.stats();
    assertThat(right).isTrue();
    assertThat(stats)
        .matches(count -> count.served() == 600 && count.peak() <= 50 && count.rejected() == 0)
        .matches(count -> count.failed() > 0 && count.hung() > 0);
    assertThat(lines(out).getLast())
        .matches(
            "300 images, \\d+ bytes, \\d+\\.\\d s, peak in flight %d, \\d+ retries, 1 workers"
                .formatted(stats.peak()));
    assertThat(lines(out)).anyMatch(line -> line.startsWith("50 at a time allow "));
    assertThat(lines(err)).isEmpty();
  }

  @Test
  void shouldSayWhatIsNotRight() throws Exception {
    // When
    boolean right = run(new SiteOrigin(client, 312, 50, TIMEOUT));

    // Then
    assertThat(right).isFalse();
    assertThat(lines(out).getLast()).startsWith("300 images, ");
    assertThat(lines(err)).hasSize(11).first().asString().contains("/pages/301.html", "404");
    assertThat(lines(err).getLast()).isEqualTo("error: and 2 more");
  }

  @Test
  void shouldPrintTheChecksumsOfWhatNoSiteVouchesFor() throws Exception {
    // Given
    Path urls = folder.resolve("urls.txt");
    Files.writeString(
        urls, "# Two of them\n\n%1$s/pages/1.html\n%1$s/images/2.png\n".formatted(site.uri()));

    // When
    boolean right = run(UrlOrigin.read(urls));

    // Then
    assertThat(right).isTrue();
    assertThat(lines(out)).anyMatch(line -> line.matches("[0-9a-f]{64}  00001-1\\.png"));
    assertThat(lines(out)).anyMatch(line -> line.matches("[0-9a-f]{64}  00002-2\\.png"));
    assertThat(lines(out).getLast()).startsWith("2 images, ");
  }
}
