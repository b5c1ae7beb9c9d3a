package dev.lido.cli.path;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/** A cluster whose workers have the tests' classes. */
interface PathCluster extends AutoCloseable {

  /** Returns a client of the cluster. */
  KubernetesClient client();

  /** Returns what {@code KUBECONFIG} must say. */
  Path kubeconfig();

  /** Takes the API server away from everyone, until {@link #bringApiServerBack()}. */
  void takeApiServerAway();

  /** Ends {@link #takeApiServerAway()}. */
  void bringApiServerBack();

  @Override
  void close();
}
