package dev.lido.examples.downloads.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteTest {

  private static final SiteOptions WELL =
      SiteOptions.DEFAULTS
          .withPages(200)
          .withFaults(0)
          .withDelays(Duration.ofMillis(5), Duration.ofMillis(15));

  private Site site = Site.start(WELL);
  private Browser browser = new Browser(site);

  @AfterEach
  void stop() {
    browser.close();
    site.close();
  }

  private void restart(SiteOptions options) {
    stop();
    site = Site.start(options);
    browser = new Browser(site);
  }

  @Test
  void shouldServePagesThatNameTheirImages() throws Exception {
    // When
    HttpResponse<byte[]> image = browser.get("/images/7.png");

    // Then
    assertThat(browser.text("/pages/7.html")).contains("<img src=\"/images/7.png\"");
    assertThat(image.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(image.body()).hasSizeBetween(2 << 10, 16 << 10);
    assertThat(ImageIO.read(new ByteArrayInputStream(image.body())).getWidth()).isEqualTo(48);
  }

  @Test
  void shouldListTheChecksumOfEveryImage() throws Exception {
    // When
    List<String> lines = browser.text("/checksums").lines().toList();

    // Then
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] image = browser.get("/images/200.png").body();
    assertThat(lines).hasSize(200).doesNotHaveDuplicates();
    assertThat(lines.getLast())
        .isEqualTo(HexFormat.of().formatHex(sha256.digest(image)) + "  images/200.png");
  }

  @Test
  void shouldServeTheSameAgain() throws Exception {
    // Given
    String checksums = browser.text("/checksums");

    // When
    restart(WELL);

    // Then
    assertThat(browser.text("/checksums")).isEqualTo(checksums);
    restart(WELL.withSeed(2));
    assertThat(browser.text("/checksums")).isNotEqualTo(checksums);
  }

  @Test
  void shouldSayThatThereIsNoSuchPage() throws Exception {
    for (String path : List.of("/", "/pages/0.html", "/pages/201.html", "/images/1.html")) {
      assertThat(browser.get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void shouldRejectExactlyWhatIsBeyondTheLimit() throws Exception {
    // Given
    restart(WELL.withFaults(1));
    List<CompletableFuture<HttpResponse<byte[]>>> hung =
        pathsWith(Fate.Outcome.HUNG).limit(50).map(browser::start).toList();
    await().untilAsserted(() -> assertThat(browser.stats().inFlight()).isEqualTo(50));

    // When
    int beyond = browser.get("/pages/1.html").statusCode();
    hung.get(0).cancel(true);
    await().untilAsserted(() -> assertThat(browser.stats().inFlight()).isEqualTo(49));
    int within = browser.get(pathWith(Fate.Outcome.FAILED)).statusCode();

    // Then
    assertThat(beyond).isEqualTo(503);
    assertThat(within).isEqualTo(500);
    assertThat(browser.stats()).matches(stats -> stats.peak() == 50 && stats.rejected() == 1);
  }

  @Test
  void shouldNeverRejectAClientThatKeepsToTheLimit() throws Exception {
    // Given
    restart(WELL.withDelays(Duration.ofMillis(1), Duration.ofMillis(3)));

    // When
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      threads.invokeAll(
          IntStream.range(0, 3000)
              .mapToObj(i -> "/images/" + (1 + i % 200) + ".png")
              .map(path -> (java.util.concurrent.Callable<?>) () -> browser.get(path))
              .toList());
    }

    // Then
    assertThat(browser.stats())
        .matches(stats -> stats.served() == 3000 && stats.rejected() == 0 && stats.peak() <= 50);
  }

  @Test
  void shouldCountAHungRequestOutWhenItsClientGoes() throws Exception {
    // Given
    String path = pathWith(Fate.Outcome.HUNG);
    restart(WELL.withFaults(1));

    // When
    assertThatThrownBy(() -> browser.get(path, Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class);

    // Then
    await().untilAsserted(() -> assertThat(browser.stats().hung()).isEqualTo(1));
    assertThat(browser.stats())
        .matches(stats -> stats.inFlight() == 0 && stats.served() == 0)
        .matches(stats -> stats.busy().compareTo(Duration.ofMillis(250)) > 0);
  }

  @Test
  void shouldCountARequestOutWhoseClientDoesNotWait() throws Exception {
    // Given
    restart(WELL.withDelays(Duration.ofSeconds(30), Duration.ofSeconds(30)));

    // When
    assertThatThrownBy(() -> browser.get("/pages/1.html", Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class);

    // Then
    await().untilAsserted(() -> assertThat(browser.stats().gone()).isEqualTo(1));
    assertThat(browser.stats()).matches(stats -> stats.inFlight() == 0 && stats.served() == 0);
  }

  @Test
  void shouldFailByAnswerAndByHalfAnAnswer() throws Exception {
    // Given
    restart(WELL.withFaults(1));

    // When
    HttpResponse<byte[]> failed = browser.get(pathWith(Fate.Outcome.FAILED));

    // Then
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThatThrownBy(() -> browser.get(pathWith(Fate.Outcome.CUT)))
        .isInstanceOf(IOException.class);
    assertThat(browser.stats()).matches(stats -> stats.failed() == 2 && stats.inFlight() == 0);
  }

  @Test
  void shouldFailAboutOneRequestOfAHundredAndServeItTheNextTime() {
    // When
    List<String> unwell =
        IntStream.rangeClosed(1, 10_000)
            .mapToObj(i -> "/pages/" + i + ".html")
            .filter(path -> outcome(path, 1) != Fate.Outcome.SERVED)
            .toList();

    // Then
    assertThat(unwell).hasSizeBetween(60, 140);
    assertThat(unwell.stream().filter(path -> outcome(path, 2) != Fate.Outcome.SERVED))
        .hasSizeLessThan(6);
  }

  @Test
  void shouldSayThatItsPortIsTaken() {
    assertThatThrownBy(() -> Site.start(WELL.withPort(site.uri().getPort())).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot listen on port " + site.uri().getPort())
        .hasMessageContaining("--port");
  }

  private static Fate.Outcome outcome(String path, int attempt) {
    return Fate.of(SiteOptions.DEFAULTS, path, attempt).outcome();
  }

  private static String pathWith(Fate.Outcome outcome) {
    return pathsWith(outcome).findFirst().orElseThrow();
  }

  private static Stream<String> pathsWith(Fate.Outcome outcome) {
    return IntStream.rangeClosed(1, 200)
        .mapToObj(i -> "/images/" + i + ".png")
        .filter(path -> Fate.of(WELL.withFaults(1), path, 1).outcome() == outcome);
  }
}
