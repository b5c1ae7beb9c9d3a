package dev.lido.examples.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {

  private static final URI PAGE = URI.create("https://example.org/pages/1.html");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p><img src="/a.png">                | https://example.org/a.png
          <IMG alt=x SRC='b.png'><img src=c>   | https://example.org/pages/b.png
          <img src=//cdn.example/d.png>        | https://cdn.example/d.png
          <img src="data:,"><img src=/lazy.png> | https://example.org/lazy.png
          <img src="/e?x=1&amp;y=2">           | https://example.org/e?x=1&y=2
          """)
  void shouldFindTheFirstImage(String html, URI image) {
    assertThat(Html.image(PAGE, html)).hasValue(image);
  }

  @Test
  void shouldFindNoImageWhereThereIsNone() {
    assertThat(Html.image(PAGE, "<p>An img, but no src=image</p>")).isEmpty();
  }
}
