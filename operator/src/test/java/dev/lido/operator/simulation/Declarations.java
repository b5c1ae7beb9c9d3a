package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.BudgetPolicy;
import dev.lido.crds.v1alpha1.EvictionSpec;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What users do to the pool, its Service and its PodDisruptionBudget. */
final class Declarations {

  private final World world;

  Declarations(World world) {
    this.world = world;
  }

  void declare(StepKind kind, SplittableRandom random) {
    switch (kind) {
      case SCALE -> change(spec -> spec.setReplicas(random.nextInt(0, 7)));
      case TEMPLATE -> change(spec -> spec.setTemplate(Specs.template(random.nextInt(3))));
      case CONCURRENCY -> change(spec -> spec.setMaxConcurrency(random.nextInt(4, 7)));
      case PARTITIONS -> change(spec -> spec.setPartitions(random.nextInt(1, 4)));
      case SUSPEND -> change(Declarations::toggle);
      case UPDATE -> change(spec -> spec.setUpdate(Specs.update(random)));
      case SUPERVISION -> change(spec -> spec.setSupervision(Specs.supervision(random)));
      case DRAIN -> change(spec -> spec.setDrain(Specs.drain(random)));
      case SERVICE -> spoilService(random);
      case BUDGET -> spoilBudget(random);
      case POOL_DELETED -> {
        world.trace.say(() -> "the pool is deleted");
        world.server.pool().ifPresent(pool -> world.server.pools.remove(ApiServer.POOL));
      }
      case POOL_CREATED -> create(random);
      default -> throw new IllegalArgumentException("Not a step of a user: " + kind);
    }
  }

  void create(SplittableRandom random) {
    if (world.server.pool().isEmpty()) {
      PoolSpec spec = Specs.any(random);
      world.intensity.forget();
      world.trace.say(() -> "a pool is created: " + Serialization.asJson(spec));
      world.server.createPool(spec);
    }
  }

  /** Changes the spec, unless that changes nothing. */
  void change(Consumer<PoolSpec> how) {
    world.server.pool().map(PoolResource::getSpec).ifPresent(spec -> change(spec, how));
  }

  private void change(PoolSpec before, Consumer<PoolSpec> how) {
    PoolSpec after = Serialization.clone(before);
    how.accept(after);
    String json = Serialization.asJson(after);
    if (!Objects.equals(json, Serialization.asJson(before))) {
      world.intensity.disturbAll();
      world.trace.say(() -> "the spec is changed: " + json);
      world.server.declare(after);
    }
  }

  private static void toggle(PoolSpec spec) {
    spec.setSuspend(!Boolean.TRUE.equals(spec.getSuspend()));
  }

  private void spoilService(SplittableRandom random) {
    String name = PoolNames.service(ApiServer.POOL);
    if (random.nextBoolean()) {
      world.server.changeService(name, Services::spoilt);
    } else if (world.server.services.get(name).isPresent()) {
      world.server.services.remove(name);
    }
  }

  private void spoilBudget(SplittableRandom random) {
    String name = PoolNames.budget(ApiServer.POOL);
    switch (random.nextInt(3)) {
      case 0 -> world.server.changeBudget(name, Budgets::spoilt);
      case 1 -> world.server.budgets.get(name).ifPresent(b -> world.server.budgets.remove(name));
      default -> change(Declarations::toggleBudget);
    }
  }

  private static void toggleBudget(PoolSpec spec) {
    EvictionSpec eviction = new EvictionSpec();
    eviction.setBudget(spec.getEviction() == null ? BudgetPolicy.None : BudgetPolicy.Managed);
    spec.setEviction(spec.getEviction() == null ? eviction : null);
  }
}
