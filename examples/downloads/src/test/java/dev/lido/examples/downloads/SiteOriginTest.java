package dev.lido.examples.downloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lido.examples.downloads.site.Site;
import dev.lido.examples.downloads.site.SiteOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteOriginTest {

  private static final SiteOptions WELL = SiteOptions.DEFAULTS.withPages(2).withFaults(0);

  @Test
  void shouldFindAnImageThatIsNotTheSites(@TempDir Path folder) throws Exception {
    // Given
    Store store = new Store(folder, Store.Naming.BY_PATH);
    try (Site site = Site.start(WELL)) {
      URI address = site.uri().resolve("/images/2.png");
      String name = store.put(2, new Fetched(address, "image/png", new byte[] {1}, "worker"));
      Origin origin = new SiteOrigin(new SiteClient(site.uri()), 2, 50, SiteOrigin.TIMEOUT);

      // When
      List<String> problems =
          origin.check(store, List.of(new Download.Stored(name, 1)), System.out);

      // Then
      assertThat(problems).containsExactly("images/2.png: its SHA-256 is not the site's");
    }
  }

  @Test
  void shouldSayThatThereIsNoSite() {
    Site site = Site.start(WELL);
    site.close();
    SiteClient client = new SiteClient(site.uri());
    assertThatThrownBy(() -> new SiteOrigin(client, 2, 50, SiteOrigin.TIMEOUT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(site.uri() + " does not answer");
  }
}
