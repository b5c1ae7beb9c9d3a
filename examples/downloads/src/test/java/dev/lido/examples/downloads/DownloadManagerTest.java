package dev.lido.examples.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.examples.downloads.site.Site;
import dev.lido.examples.downloads.site.SiteOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadManagerTest {

  private static final SiteOptions WELL =
      SiteOptions.DEFAULTS
          .withPages(3)
          .withFaults(0)
          .withDelays(Duration.ofMillis(1), Duration.ofMillis(1));

  private final Site site = Site.start(WELL);
  private final FakePool pool = new FakePool();
  private final Progress progress = new Progress(4);

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void stop() {
    site.close();
  }

  private List<Download> download(List<URI> addresses) throws InterruptedException {
    Store store = new Store(folder, Store.Naming.BY_PATH);
    Fetcher fetcher = new Fetcher(pool.pool(), Duration.ofSeconds(5), progress);
    return new DownloadManager(fetcher, store, progress).download(addresses);
  }

  private List<URI> pages(int number) {
    return new SiteClient(site.uri()).pages(number);
  }

  @Test
  void shouldStoreTheImageOfEveryPage() throws Exception {
    // When
    List<Download> downloads = download(pages(3));

    // Then
    assertThat(downloads)
        .extracting(download -> ((Download.Stored) download).name())
        .containsExactly("images/1.png", "images/2.png", "images/3.png");
    assertThat(folder.resolve("images/2.png")).isNotEmptyFile();
    assertThat(progress.snapshot())
        .matches(done -> done.pages() == 3 && done.images() == 3 && done.share() == 0.75);
  }

  @Test
  void shouldTakeAnImageThatIsNamedDirectly() throws Exception {
    // When
    List<Download> downloads = download(List.of(site.uri().resolve("/images/3.png")));

    // Then
    assertThat(downloads)
        .containsExactly(
            new Download.Stored("images/3.png", Files.size(folder.resolve("images/3.png"))));
  }

  @Test
  void shouldTryAgainWhenAWorkerIsLost() throws Exception {
    // Given
    pool.loseNext(3);

    // When
    List<Download> downloads = download(pages(1));

    // Then
    assertThat(downloads).hasOnlyElementsOfType(Download.Stored.class);
    assertThat(progress.snapshot().retries()).isEqualTo(3);
  }

  @Test
  void shouldGiveUpAtLast() throws Exception {
    // Given
    pool.loseNext(100);

    // When
    List<Download> downloads = download(pages(1));

    // Then
    assertThat(downloads).containsExactly(new Download.Failed(pages(1).get(0) + ": worker lost"));
    assertThat(pool.tasks()).hasSize(6);
  }

  @Test
  void shouldNotTryAgainWhatTheSiteRefuses() throws Exception {
    // When
    List<Download> downloads = download(pages(4));

    // Then
    assertThat(downloads.get(3))
        .isInstanceOfSatisfying(
            Download.Failed.class,
            failed -> assertThat(failed.why()).contains("/pages/4.html", "404"));
    assertThat(pool.tasks()).hasSize(7);
  }

  @Test
  void shouldSendWhatAWorkerWithoutTheClientCanRun() throws Exception {
    // Given
    download(pages(1));

    // When
    try (var worker =
        new URLClassLoader(withoutTheClient(), ClassLoader.getPlatformClassLoader())) {
      Callable<?> task = (Callable<?>) readIn(worker, write(pool.tasks().get(0)));

      // Then
      assertThat(task.call()).asString().contains("/pages/1.html");
    }
  }

  private static URL[] withoutTheClient() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("client"))
        .map(Path::of)
        .map(DownloadManagerTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] write(Object object) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object readIn(ClassLoader loader, byte[] bytes) throws Exception {
    try (var in =
        new ObjectInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException {
            return Class.forName(type.getName(), false, loader);
          }
        }) {
      return in.readObject();
    }
  }
}
