package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static dev.lido.operator.OperatorOptions.LeaderElection.DEFAULT_DURATION;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.BudgetPolicy;
import dev.lido.crds.v1alpha1.EvictionSpec;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.OperatorOptions.LeaderElection;
import dev.lido.operator.testing.RealApiServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RbacIT {

  private static final String OPERATOR = "system:serviceaccount:lido-system:lido-operator";

  @Test
  void shouldNeedNoMoreThanItsRolesAllowAndHandOverTheLeadWhenItEnds() {
    try (Cluster cluster = Cluster.open();
        KubernetesClient client = asOperator(cluster);
        FakeKubelet kubelet = FakeKubelet.startingAll(cluster);
        LidoOperator standby = new LidoOperator(client, options("second"))) {
      try (LidoOperator operator = new LidoOperator(client, options("first"))) {
        operator.start();
        supervise(cluster, kubelet);
        standby.start();
      }

      // Sooner than the Lease would have run out, which takes 15 s.
      AWAIT
          .timeout(Duration.ofSeconds(10))
          .until(() -> cluster.leader(OperatorRoles.NAMESPACE).equals("second"));
    }
  }

  @Test
  void shouldLookAfterItsNamespacesWithRightsInNoOthers() {
    try (Cluster one = Cluster.open();
        Cluster two = Cluster.open();
        Cluster others = Cluster.open();
        FakeKubelet kubelet = FakeKubelet.starting(one, pod -> false);
        FakeKubelet second = FakeKubelet.starting(two, pod -> false);
        KubernetesClient client = asOperatorOf(one, two);
        LidoOperator operator = new LidoOperator(client, optionsOf(one, two))) {
      operator.start();
      int port = operator.httpPort().orElseThrow();
      AWAIT.until(() -> Http.get(port, "/readyz").body().equals("ok: leading\n"));
      kubelet.start(pod -> true);
      second.start(pod -> true);
      others.apply("pool", "");
      one.apply("pool", "");
      two.apply("pool", "");

      one.awaitReady("pool");
      two.awaitReady("pool");
      assertThat(others.pods("pool")).isEmpty();
    }
  }

  private static OperatorOptions optionsOf(Cluster... clusters) {
    Set<String> names = Arrays.stream(clusters).map(Cluster::namespace).collect(toSet());
    return new OperatorOptions(names, Optional.empty())
        .with(new OperatorOptions.Http(0, Duration.ofMinutes(1)));
  }

  private static KubernetesClient asOperatorOf(Cluster... clusters) {
    OperatorRoles.installIn(clusters);
    return RealApiServer.shared()
        .clientOf(OPERATOR, "system:serviceaccounts", "system:authenticated");
  }

  private static void supervise(Cluster cluster, FakeKubelet kubelet) {
    cluster.apply("pool", "replicas: 2\nsupervision: {maxRestarts: 0, onExhausted: Stop}\n");
    cluster.awaitReady("pool");

    cluster.edit("pool", pool -> scaled(pool, 1));
    AWAIT.until(() -> cluster.pods("pool").size() == 1);
    Pod last = cluster.pods("pool").getFirst();
    kubelet.exit(last, 1, "");
    AWAIT.until(() -> cluster.is("pool", "Stalled"));
    cluster.edit("pool", pool -> scaled(pool, 2));
    cluster.awaitReady("pool");
    assertThat(cluster.podUids("pool")).hasSize(2);
    budget(cluster, BudgetPolicy.None);
    AWAIT.until(() -> budgets(cluster) == 0);
    budget(cluster, BudgetPolicy.Managed);
    AWAIT.until(() -> budgets(cluster) == 1);
    AWAIT.until(() -> tells(cluster, "WorkerExited") && tells(cluster, "WorkersReady"));
  }

  private static void budget(Cluster cluster, BudgetPolicy policy) {
    EvictionSpec eviction = new EvictionSpec();
    eviction.setBudget(policy);
    cluster.edit(
        "pool",
        pool -> {
          pool.getSpec().setEviction(eviction);
          return pool;
        });
  }

  private static int budgets(Cluster cluster) {
    return cluster
        .client()
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(cluster.namespace())
        .list()
        .getItems()
        .size();
  }

  private static boolean tells(Cluster cluster, String reason) {
    return cluster
        .client()
        .v1()
        .events()
        .inNamespace(cluster.namespace())
        .list()
        .getItems()
        .stream()
        .anyMatch(event -> reason.equals(event.getReason()));
  }

  private static PoolResource scaled(PoolResource pool, int replicas) {
    pool.getSpec().setReplicas(replicas);
    return pool;
  }

  private static OperatorOptions options(String identity) {
    return new OperatorOptions(
        Set.of(),
        Optional.of(
            new LeaderElection(
                OperatorRoles.NAMESPACE, "lido-operator", identity, DEFAULT_DURATION)));
  }

  private static KubernetesClient asOperator(Cluster cluster) {
    OperatorRoles.install(cluster);
    return RealApiServer.shared()
        .clientOf(OPERATOR, "system:serviceaccounts", "system:authenticated");
  }
}
