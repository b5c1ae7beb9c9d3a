package dev.lido.cli.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A kubeconfig file for a cluster that asks for no credentials. */
final class Kubeconfig {

  private Kubeconfig() {}

  static Path write(Path directory, String server) {
    Path file = directory.resolve("kubeconfig");
    try {
      Files.createDirectories(directory);
      Files.writeString(file, text(server));
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write " + file, failed);
    }
    return file;
  }

  private static String text(String server) {
    return """
    apiVersion: v1
    kind: Config
    current-context: lido
    clusters:
    - name: lido
      cluster:
        server: %s
    contexts:
    - name: lido
      context:
        cluster: lido
        user: lido
        namespace: default
    users:
    - name: lido
      user: {}
    """
        .formatted(server);
  }
}
