package dev.lido.cli.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * How a cluster in this process runs.
 *
 * @param port the API server's port; 0: a free one
 * @param home where the worker's program is, see {@link Home}
 * @param classpath what is put in front of the stock worker's class path
 * @param directory gets the kubeconfig file, and the pods' logs in {@code logs}
 */
public record ClusterOptions(int port, Path home, List<Path> classpath, Path directory) {

  /** Copies the class path. */
  public ClusterOptions {
    classpath = List.copyOf(classpath);
  }

  /** Returns options for a cluster on a free port, with the stock worker alone. */
  public static ClusterOptions in(Path directory) {
    return new ClusterOptions(0, Home.find(), List.of(), directory);
  }

  /** Returns these options with that port. */
  public ClusterOptions withPort(int aPort) {
    return new ClusterOptions(aPort, home, classpath, directory);
  }

  /** Returns these options with those entries in front of the workers' class path. */
  public ClusterOptions withClasspath(List<Path> entries) {
    return new ClusterOptions(port, home, entries, directory);
  }

  /** Returns the directory of the pods' logs. */
  public Path logs() {
    return directory.resolve("logs");
  }
}
