package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.BudgetPolicy;
import dev.lido.crds.v1alpha1.EvictionSpec;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.testing.RealApiServer;
import dev.lido.operator.testing.TiedProcess;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetList;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DisruptionBudgetIT extends OperatorInCluster {

  private NonNamespaceOperation<
          PodDisruptionBudget, PodDisruptionBudgetList, Resource<PodDisruptionBudget>>
      budgets() {
    return cluster.client().policy().v1().podDisruptionBudget().inNamespace(cluster.namespace());
  }

  private Resource<PodDisruptionBudget> budget() {
    return budgets().withName(PoolNames.budget("pool"));
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

  /** Of the share of another's budget, the controller asks the pool's scale for the whole. */
  @Test
  void shouldBeCountedByTheDisruptionControllerAlsoWhenAnAutoscalerScales() {
    Optional<TiedProcess> controller = RealApiServer.shared().startControllers("disruption");
    Assumptions.assumeTrue(controller.isPresent(), "no kube-controller-manager");
    try (TiedProcess running = controller.orElseThrow()) {
      cluster.apply("pool", "replicas: 4\n");
      cluster.apply("other", "replicas: 4\neviction: {budget: None}\n");
      cluster.client().resource(half("other")).inNamespace(cluster.namespace()).create();
      awaitExpected(PoolNames.budget("pool"), 4, 1);
      awaitExpected("half", 4, 2);

      cluster
          .client()
          .resources(PoolResource.class)
          .inNamespace(cluster.namespace())
          .withName("other")
          .scale(6);

      awaitExpected("half", 6, 3);
      assertThat(running.exitCode()).isEmpty();
    }
  }

  private static PodDisruptionBudget half(String pool) {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withName("half")
        .endMetadata()
        .withNewSpec()
        .withMaxUnavailable(new IntOrString("50%"))
        .withNewSelector()
        .addToMatchLabels(PoolNames.POOL, pool)
        .endSelector()
        .endSpec()
        .build();
  }

  private void awaitExpected(String budget, int pods, int allowed) {
    AWAIT.untilAsserted(
        () ->
            assertThat(budgets().withName(budget).get())
                .extracting(PodDisruptionBudget::getStatus)
                .returns(pods, PodDisruptionBudgetStatus::getExpectedPods)
                .returns(pods, PodDisruptionBudgetStatus::getCurrentHealthy)
                .returns(allowed, PodDisruptionBudgetStatus::getDisruptionsAllowed));
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
