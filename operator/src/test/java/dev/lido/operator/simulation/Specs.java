package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.DrainSpec;
import dev.lido.crds.v1alpha1.OnExhausted;
import dev.lido.crds.v1alpha1.PoolSpec;
import dev.lido.crds.v1alpha1.SupervisionSpec;
import dev.lido.crds.v1alpha1.UpdateSpec;
import dev.lido.crds.v1alpha1.UpdateType;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.List;
import java.util.SplittableRandom;

/** What users declare. */
final class Specs {

  private static final List<IntOrString> SHARES =
      List.of(
          new IntOrString("25%"),
          new IntOrString("50%"),
          new IntOrString("100%"),
          new IntOrString(0),
          new IntOrString(1),
          new IntOrString(2));

  private Specs() {}

  static PoolSpec any(SplittableRandom random) {
    PoolSpec spec = new PoolSpec();
    spec.setPartitions(random.nextInt(3) == 0 ? random.nextInt(1, 4) : 1);
    spec.setReplicas(random.nextInt(1, 6));
    spec.setMaxConcurrency(5);
    spec.setTemplate(template(0));
    spec.setUpdate(update(random));
    spec.setSupervision(supervision(random));
    spec.setDrain(drain(random));
    return spec;
  }

  static PodTemplateSpec template(int version) {
    return new PodTemplateSpecBuilder()
        .withNewSpec()
        .addNewContainer()
        .withName("worker")
        .withImage("example/worker:" + version)
        .endContainer()
        .endSpec()
        .build();
  }

  static UpdateSpec update(SplittableRandom random) {
    UpdateSpec update = new UpdateSpec();
    update.setType(
        random.nextInt(10) < 7
            ? UpdateType.RollingUpdate
            : random.nextBoolean() ? UpdateType.Recreate : UpdateType.OnDelete);
    IntOrString surge = SHARES.get(random.nextInt(SHARES.size()));
    IntOrString unavailable = SHARES.get(random.nextInt(SHARES.size()));
    boolean never = isZero(surge) && isZero(unavailable);
    update.setMaxSurge(never ? new IntOrString(1) : surge);
    update.setMaxUnavailable(unavailable);
    return update;
  }

  private static boolean isZero(IntOrString share) {
    return Integer.valueOf(0).equals(share.getIntVal());
  }

  static SupervisionSpec supervision(SplittableRandom random) {
    SupervisionSpec supervision = new SupervisionSpec();
    supervision.setMaxRestarts(random.nextInt(4));
    supervision.setWithin(List.of("10s", "30s", "60s").get(random.nextInt(3)));
    supervision.setOnExhausted(random.nextInt(4) == 0 ? OnExhausted.Stop : OnExhausted.Backoff);
    return supervision;
  }

  static DrainSpec drain(SplittableRandom random) {
    DrainSpec drain = new DrainSpec();
    drain.setTimeout(List.of("0s", "2s", "30s", "30s").get(random.nextInt(4)));
    return drain;
  }
}
