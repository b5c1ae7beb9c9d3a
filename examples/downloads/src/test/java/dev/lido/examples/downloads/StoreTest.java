package dev.lido.examples.downloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {

  @TempDir private Path folder = Path.of("");

  private static Fetched image(String uri) {
    return new Fetched(URI.create(uri), "image/png", new byte[] {1, 2, 3}, "worker");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a/b.png?size=1, 00007-b.png",
    "https://example.org/a%20b%2F..%2Fc, 00007-c",
    "https://example.org, 00007-",
  })
  void shouldNumberImagesOfManySites(String uri, String name) throws Exception {
    assertThat(new Store(folder, Store.Naming.BY_NUMBER).put(7, image(uri))).isEqualTo(name);
    assertThat(folder.resolve(name)).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://site/../out.png", "http://site/a/../../out.png", "http://site"})
  void shouldWriteNothingOutsideItsFolder(String uri) {
    assertThatThrownBy(() -> new Store(folder, Store.Naming.BY_PATH).put(1, image(uri)))
        .isInstanceOf(IOException.class)
        .hasMessage(uri + " has no name for a file");
  }

  @Test
  void shouldTellTheChecksumOfWhatIsOnTheDisk() throws Exception {
    Store store = new Store(folder, Store.Naming.BY_PATH);
    String name = store.put(1, image("http://site/images/1.png"));
    assertThat(store.sha256(name))
        .isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
  }
}
