package dev.lido.operator;

import dev.lido.crds.v1alpha1.PoolResource;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;

/** When the framework calls for a pass over a pool. */
final class ControllerSetup {

  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private ControllerSetup() {}

  static void configure(
      ControllerConfigurationOverrider<PoolResource> controller, OperatorOptions options) {
    controller
        .withName("pools")
        // What somebody, or an operator that saw old caches, wrote into a status is put right.
        .withGenerationAware(false)
        .withRateLimiter(new PassLimiter(System::nanoTime))
        .withRetry(
            new GenericRetry()
                .setInitialInterval(FIRST_RETRY)
                .setIntervalMultiplier(2)
                .setMaxInterval(LONGEST_RETRY.toMillis())
                .withoutMaxAttempts());
    if (options.namespaces().isEmpty()) {
      controller.watchingAllNamespaces();
    } else {
      controller.settingNamespaces(options.namespaces());
    }
  }
}
