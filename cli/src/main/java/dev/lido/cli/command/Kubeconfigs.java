package dev.lido.cli.command;

import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds and reads the file that names the cluster. */
public final class Kubeconfigs {

  private Kubeconfigs() {}

  /**
   * Reads a kubeconfig.
   *
   * @param named the file; null: what {@code KUBECONFIG} names, or {@code ~/.kube/config}
   * @throws CliException if it is not there or cannot be read
   */
  public static Config read(@Nullable Path named) {
    Path file = named == null ? usual() : named;
    if (!Files.isReadable(file)) {
      throw new CliException(
          "the kubeconfig " + file + " is not there: name another in KUBECONFIG or --kubeconfig");
    }
    try {
      return Config.fromKubeconfig(file.toFile());
    } catch (RuntimeException unreadable) {
      throw new CliException(
          "the kubeconfig "
              + file
              + (Files.isDirectory(file) ? " is a directory" : " is no kubeconfig")
              + ": name another in KUBECONFIG or --kubeconfig",
          unreadable);
    }
  }

  private static Path usual() {
    String variable = Optional.ofNullable(System.getenv("KUBECONFIG")).orElse("");
    if (!variable.isEmpty()) {
      String[] files = variable.split(File.pathSeparator, -1);
      return Path.of(
          Arrays.stream(files)
              .filter(f -> Files.isReadable(Path.of(f)))
              .findFirst()
              .orElse(files[0]));
    }
    Path home = Path.of(System.getProperty("user.home"), ".kube", "config");
    if (!Files.isReadable(home)) {
      throw new CliException(
          "no cluster is named: set KUBECONFIG (lido dev starts a cluster and prints the line to"
              + " paste), or write --kubeconfig FILE");
    }
    return home;
  }
}
