package dev.lido.cli.path;

import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.ControlPlane;
import dev.lido.operator.testing.RealApiServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The whole path on a real API server, with the operator and the local kubelet in this process. */
@ResourceLock("dev.lido.operator.testing.RealApiServer") // takes it away from everyone
class ApiServerPathIT extends WholePathContract {

  private static final Path CRD =
      Path.of(System.getProperty("lido.home"), "manifests", "crd", "poolresources.lido.dev-v1.yml");

  @Override
  PathCluster start(Path directory) throws IOException {
    RealApiServer server = RealApiServer.shared();
    Path kubeconfig = directory.resolve("kubeconfig");
    server.writeKubeconfig(kubeconfig);
    Config config = new ConfigBuilder(server.config()).withNamespace("default").build();
    applyCrd(server);
    ControlPlane controlPlane =
        new ControlPlane(
            config, ClusterOptions.in(directory).withClasspath(List.of(TestClasses.folder())));
    controlPlane.start();
    return new OnApiServer(server, controlPlane, kubeconfig);
  }

  private static void applyCrd(RealApiServer server) throws IOException {
    try (KubernetesClient admin = server.client()) {
      var crd = admin.resource(Files.readString(CRD)).createOr(NonDeletingOperation::update);
      admin
          .resource((CustomResourceDefinition) crd)
          .waitUntilCondition(ApiServerPathIT::isEstablished, 30, TimeUnit.SECONDS);
    }
  }

  private static boolean isEstablished(CustomResourceDefinition crd) {
    return Optional.ofNullable(crd.getStatus())
        .map(CustomResourceDefinitionStatus::getConditions)
        .orElse(List.of())
        .stream()
        .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private record OnApiServer(RealApiServer server, ControlPlane controlPlane, Path kubeconfig)
      implements PathCluster {

    @Override
    public KubernetesClient client() {
      return controlPlane.client();
    }

    @Override
    public void takeApiServerAway() {
      server.kill();
    }

    @Override
    public void bringApiServerBack() {
      server.restart();
    }

    @Override
    public void close() {
      controlPlane.close();
    }
  }
}
