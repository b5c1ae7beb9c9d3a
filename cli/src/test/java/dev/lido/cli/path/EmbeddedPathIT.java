package dev.lido.cli.path;

import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.EmbeddedCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;

/** The whole path in the embedded cluster. */
class EmbeddedPathIT extends WholePathContract {

  @Override
  PathCluster start(Path directory) {
    EmbeddedCluster cluster =
        EmbeddedCluster.start(
            ClusterOptions.in(directory).withClasspath(List.of(TestClasses.folder())));
    return new PathCluster() {
      @Override
      public KubernetesClient client() {
        return cluster.client();
      }

      @Override
      public Path kubeconfig() {
        return cluster.kubeconfig();
      }

      @Override
      public void takeApiServerAway() {
        cluster.apiServer().stop();
      }

      @Override
      public void bringApiServerBack() {
        cluster.apiServer().start();
      }

      @Override
      public void close() {
        cluster.close();
      }
    };
  }
}
