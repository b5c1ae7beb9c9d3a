package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.OperatorOptions.LeaderElection;
import dev.lido.operator.testing.RealApiServer;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutageIT {

  /** Runs out while the API server is away. */
  private static final Duration LEASE = Duration.ofSeconds(3);

  @Test
  void shouldReplaceNothingWhenTheApiServerIsBackAndGoOnWorking() {
    try (Cluster cluster = Cluster.open();
        FakeKubelet kubelet = FakeKubelet.startingAll(cluster);
        LidoOperator operator = new LidoOperator(cluster.client(), options(cluster))) {
      operator.start();
      cluster.apply("pool", "replicas: 3\n");
      cluster.awaitReady("pool");
      List<String> before = cluster.podUids("pool");

      RealApiServer.shared().kill();
      int port = operator.httpPort().orElseThrow();
      AWAIT.during(Duration.ofSeconds(5)).until(() -> Http.status(port, "/livez") == 200);
      assertThat(Http.status(port, "/readyz")).isEqualTo(200);
      RealApiServer.shared().restart();

      AWAIT.during(Duration.ofSeconds(3)).until(() -> cluster.podUids("pool").equals(before));
      Pod victim = cluster.pods("pool").getFirst();
      kubelet.exit(victim, 1, "");
      AWAIT
          .timeout(Duration.ofSeconds(60))
          .until(() -> !cluster.podUids("pool").contains(victim.getMetadata().getUid()));
      cluster.awaitReady("pool");
      assertThat(cluster.pods("pool")).hasSize(3);
    }
  }

  private static OperatorOptions options(Cluster cluster) {
    LeaderElection election =
        new LeaderElection(cluster.namespace(), "lido-operator", "operator", LEASE);
    return new OperatorOptions(cluster.options().namespaces(), Optional.of(election))
        .with(new OperatorOptions.Http(0, LEASE));
  }
}
