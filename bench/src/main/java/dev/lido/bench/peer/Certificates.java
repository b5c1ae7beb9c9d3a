package dev.lido.bench.peer;

import dev.lido.client.testkit.Authority;
import dev.lido.client.testkit.Authority.Form;
import dev.lido.protocol.tls.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Certificates of one authority, of the same kind for every subject: elliptic, 256 bits. */
final class Certificates {

  /** The name of raw gRPC's servers. */
  static final String SERVER = "server";

  private static final Duration VALID = Duration.ofDays(1);

  private final Authority authority = new Authority("lido bench");
  private final Path folder;

  /** Makes an authority; what it issues goes below the folder. */
  Certificates(Path folder) {
    this.folder = folder;
  }

  /** Issues files for an end of the wire; returns the environment that names them. */
  Map<String, String> issue(String end, String... names) {
    Path files = folder.resolve(end);
    authority.issue(files, Form.EC_PKCS8, VALID, names);
    return Map.of(Tls.VARIABLE, files.toString());
  }
}
