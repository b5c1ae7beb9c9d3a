package dev.lido.cli.path;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the tests' own classes are. */
final class TestClasses {

  private TestClasses() {}

  static Path folder() {
    try {
      return Path.of(Work.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
