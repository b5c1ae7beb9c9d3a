package dev.lido.cli.dev;

import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.ControlPlane;
import dev.lido.cli.cluster.PoolResources;
import dev.lido.cli.command.CliException;
import dev.lido.cli.command.Kubeconfigs;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;

/** Operator and local kubelet at work on an API server that is not Lido's. */
final class ForeignCluster implements AutoCloseable {

  private final ControlPlane controlPlane;

  private ForeignCluster(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
  }

  /**
   * Starts them; installs the CRD if it is missing.
   *
   * @throws CliException if the API server does not answer
   */
  static ForeignCluster start(ClusterOptions options, Path kubeconfig) {
    Config config = Kubeconfigs.read(kubeconfig);
    ControlPlane controlPlane = new ControlPlane(config, options);
    try {
      PoolResources.install(controlPlane.client());
      controlPlane.start();
      return new ForeignCluster(controlPlane);
    } catch (KubernetesClientException failed) {
      controlPlane.close();
      throw failed.getStatus() == null
          ? new CliException(
              "no API server answers at " + config.getMasterUrl() + ": check " + kubeconfig, failed)
          : failed;
    }
  }

  String url() {
    return controlPlane.client().getMasterUrl().toString();
  }

  @Override
  public void close() {
    controlPlane.close();
  }
}
