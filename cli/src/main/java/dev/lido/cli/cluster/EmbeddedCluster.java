package dev.lido.cli.cluster;

import dev.lido.cli.apiserver.ApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/**
 * A cluster in this process: API server, operator, and a kubelet whose pods are processes of this
 * machine. They end with it, whatever ends it. It is thread-safe.
 */
public final class EmbeddedCluster implements AutoCloseable {

  private final ApiServer server;
  private final ControlPlane controlPlane;
  private final Path kubeconfig;

  private EmbeddedCluster(ApiServer server, ControlPlane controlPlane, Path kubeconfig) {
    this.server = server;
    this.controlPlane = controlPlane;
    this.kubeconfig = kubeconfig;
  }

  /**
   * Starts a cluster; returns when it can be used.
   *
   * @throws dev.lido.cli.apiserver.PortInUseException if the API server's port is taken
   */
  public static EmbeddedCluster start(ClusterOptions options) {
    ApiServer server = new ApiServer(options.port());
    server.start();
    ControlPlane controlPlane = new ControlPlane(server.config(), options);
    EmbeddedCluster cluster =
        new EmbeddedCluster(
            server, controlPlane, Kubeconfig.write(options.directory(), server.url()));
    try {
      controlPlane.start();
      return cluster;
    } catch (RuntimeException failed) {
      cluster.close();
      throw failed;
    }
  }

  /** Returns the file that {@code KUBECONFIG} names to reach the cluster. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** Returns a client of the cluster, which is closed with it. */
  public KubernetesClient client() {
    return controlPlane.client();
  }

  /** Returns the API server, so that an outage of it can be had. */
  public ApiServer apiServer() {
    return server;
  }

  /** Stops everything, and kills every worker. Idempotent. */
  @Override
  public void close() {
    controlPlane.close();
    server.close();
  }
}
