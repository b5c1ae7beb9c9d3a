package dev.lido.cli.kubelet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a local kubelet runs pods.
 *
 * @param node the name of the node it stands for
 * @param namespace the only namespace whose pods it runs; empty: all
 * @param home the checkout or installation that holds the worker's program
 * @param classpath what is added to the stock worker's class path; in front of it if it has libraries of the
 *     worker's own
 * @param logs the directory that gets a directory of logs for each pod
 */
public record KubeletOptions(
    String node, Optional<String> namespace, Path home, List<Path> classpath, Path logs) {

  /** The usual name of the node. */
  public static final String NODE = "lido-local";

  /** Copies the class path. */
  public KubeletOptions {
    classpath = List.copyOf(classpath);
  }
}
