package dev.lido.cli.cluster;

import java.nio.file.Path;
import java.util.Optional;

/** Where Lido's own programs are. */
public final class Home {

  private Home() {}

  /**
   * Returns the checkout or installation: the system property {@code lido.home}, else the
   * environment's {@code LIDO_HOME}, else the working directory.
   */
  public static Path find() {
    return Optional.ofNullable(System.getProperty("lido.home"))
        .or(() -> Optional.ofNullable(System.getenv("LIDO_HOME")))
        .map(Path::of)
        .orElse(Path.of(""))
        .toAbsolutePath();
  }
}
