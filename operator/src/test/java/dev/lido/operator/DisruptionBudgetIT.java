package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.BudgetPolicy;
import dev.lido.crds.v1alpha1.EvictionSpec;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DisruptionBudgetIT {

  private Cluster cluster;
  private FakeKubelet kubelet;
  private LidoOperator operator;

  @BeforeEach
  void start() {
    cluster = Cluster.open();
    kubelet = FakeKubelet.startingAll(cluster);
    operator = new LidoOperator(cluster.client(), cluster.options());
    operator.start();
  }

  @AfterEach
  void stop() {
    if (operator != null) {
      operator.close();
      kubelet.close();
      cluster.close();
    }
  }

  private Resource<PodDisruptionBudget> budget() {
    return cluster
        .client()
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(cluster.namespace())
        .withName(PoolNames.budget("pool"));
  }

  private void awaitThatStay(int workers) {
    AWAIT.until(
        () ->
            Optional.ofNullable(budget().get())
                .map(found -> found.getSpec().getMinAvailable())
                .filter(new IntOrString(workers)::equals)
                .isPresent());
  }

  @Test
  void shouldFollowThePoolAndBeRepaired() {
    cluster.apply("pool", "replicas: 4\n");
    cluster.awaitReady("pool");
    awaitThatStay(3);

    cluster.edit("pool", pool -> scaled(pool, 8));
    awaitThatStay(6);

    budget().edit(DisruptionBudgetIT::spoilt);
    awaitThatStay(6);
    assertThat(budget().require().getSpec().getMaxUnavailable()).isNull();

    budget().delete();
    awaitThatStay(6);
  }

  private static PoolResource scaled(PoolResource pool, int replicas) {
    pool.getSpec().setReplicas(replicas);
    return pool;
  }

  private static PodDisruptionBudget spoilt(PodDisruptionBudget budget) {
    return new PodDisruptionBudgetBuilder(budget)
        .editSpec()
        .withMinAvailable(null)
        .withMaxUnavailable(new IntOrString("100%"))
        .endSpec()
        .build();
  }

  @Test
  void shouldGoWhenTheUserKeepsOneAndComeBackWhenNot() {
    cluster.apply("pool", "replicas: 2\n");
    awaitThatStay(1);

    cluster.edit("pool", pool -> withBudget(pool, BudgetPolicy.None));
    AWAIT.until(() -> budget().get() == null);

    cluster.edit("pool", pool -> withBudget(pool, BudgetPolicy.Managed));
    awaitThatStay(1);
  }

  private static PoolResource withBudget(PoolResource pool, BudgetPolicy policy) {
    EvictionSpec eviction = new EvictionSpec();
    eviction.setBudget(policy);
    pool.getSpec().setEviction(eviction);
    return pool;
  }

  @Test
  void shouldLeaveSomebodyElsesAloneAndSaySo() {
    PodDisruptionBudget theirs =
        new PodDisruptionBudgetBuilder()
            .withNewMetadata()
            .withName(PoolNames.budget("pool"))
            .endMetadata()
            .withNewSpec()
            .withMinAvailable(new IntOrString(0))
            .endSpec()
            .build();
    cluster
        .client()
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(cluster.namespace())
        .resource(theirs)
        .create();

    cluster.apply("pool", "");

    AWAIT.until(
        () ->
            cluster
                .condition("pool", "Reconciling")
                .filter(c -> c.getReason().equals("BudgetNameTaken"))
                .isPresent());
    assertThat(budget().require().getSpec().getMinAvailable()).isEqualTo(new IntOrString(0));
  }
}
