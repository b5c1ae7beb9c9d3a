package dev.lido.cli.dev;

import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.ControlPlane;
import dev.lido.cli.command.CliException;
import dev.lido.cli.command.Kubeconfigs;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Operator and local kubelet at work on an API server that is not Lido's. */
final class ForeignCluster implements AutoCloseable {

  private static final String CRD = "/META-INF/fabric8/poolresources.lido.dev-v1.yml";

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
      install(controlPlane.client());
      controlPlane.start();
      return new ForeignCluster(controlPlane);
    } catch (KubernetesClientException failed) {
      controlPlane.close();
      throw failed.getCode() == 0
          ? new CliException(
              "no API server answers at " + config.getMasterUrl() + ": check " + kubeconfig, failed)
          : failed;
    }
  }

  private static void install(KubernetesClient client) {
    CustomResourceDefinition crd;
    try (InputStream in = ForeignCluster.class.getResourceAsStream(CRD)) {
      crd =
          new KubernetesSerialization()
              .unmarshal(Objects.requireNonNull(in), CustomResourceDefinition.class);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    if (client.resource(crd).get() == null) {
      client.resource(crd).create();
    }
    client.resource(crd).waitUntilCondition(ForeignCluster::isEstablished, 30, TimeUnit.SECONDS);
  }

  private static boolean isEstablished(CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  String url() {
    return controlPlane.client().getMasterUrl().toString();
  }

  @Override
  public void close() {
    controlPlane.close();
  }
}
