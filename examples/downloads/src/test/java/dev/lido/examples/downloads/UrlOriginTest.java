package dev.lido.examples.downloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlOriginTest {

  @TempDir private Path folder = Path.of("");

  private Path file(String content) throws Exception {
    return Files.writeString(folder.resolve("urls.txt"), content);
  }

  @Test
  void shouldReadAnAddressFromEachLine() throws Exception {
    Path urls = file("# Pages\nhttps://example.org/1\n\n  http://example.org/2  \n");
    assertThat(UrlOrigin.read(urls).pages())
        .containsExactly(URI.create("https://example.org/1"), URI.create("http://example.org/2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"example.org", "file:///etc/passwd", "https://", "http://a b", "http://a/{}"})
  void shouldSayWhichLineIsNoAddress(String line) throws Exception {
    Path urls = file("https://example.org/1\n" + line + "\n");
    assertThatThrownBy(() -> UrlOrigin.read(urls))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2: write an address such as");
  }

  @Test
  void shouldSayThatThereIsNoFile() {
    assertThatThrownBy(() -> UrlOrigin.read(folder.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none cannot be read");
  }

  @Test
  void shouldSayThatThereAreNoAddresses() throws Exception {
    // Given
    Path urls = Files.writeString(folder.resolve("urls.txt"), "# none yet\n");

    // When / Then
    assertThatThrownBy(() -> UrlOrigin.read(urls))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no addresses: write one a line");
  }
}
