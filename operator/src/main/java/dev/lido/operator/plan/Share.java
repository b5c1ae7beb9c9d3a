package dev.lido.operator.plan;

import dev.lido.crds.v1alpha1.PoolSettings;
import io.fabric8.kubernetes.api.model.IntOrString;

/**
 * How far an update may go beyond and below the declared number of workers in a partition.
 *
 * @param surge workers that may exist above it
 * @param unavailable workers that may be missing below it; at least 1 when {@code surge} is 0
 */
record Share(int surge, int unavailable) {

  static Share of(PoolSettings.Update update, int desired) {
    int surge = workers(update.maxSurge(), desired, 99);
    int unavailable = workers(update.maxUnavailable(), desired, 0);
    return new Share(surge, surge == 0 ? Math.max(1, unavailable) : unavailable);
  }

  private static int workers(IntOrString declared, int desired, int roundUp) {
    Integer number = declared.getIntVal();
    if (number != null) {
      return number;
    }
    String percent = declared.getStrVal().replace("%", "");
    return (int) ((Long.parseLong(percent) * desired + roundUp) / 100);
  }
}
