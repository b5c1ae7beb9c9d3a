package dev.lido.operator.plan;

import dev.lido.crds.v1alpha1.PoolSettings;

/**
 * How far an update may go beyond and below the declared number of workers in a partition.
 *
 * @param surge workers that may exist above it
 * @param unavailable workers that may be missing below it; at least 1 when {@code surge} is 0
 */
record Share(int surge, int unavailable) {

  static Share of(PoolSettings.Update update, int desired) {
    return new Share(update.surge(desired), update.unavailable(desired));
  }
}
