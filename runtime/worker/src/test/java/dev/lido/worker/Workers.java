package dev.lido.worker;

import java.time.Duration;

/** Workers for tests. */
final class Workers {

  private Workers() {}

  static Worker start(int maxConcurrency) {
    return start(maxConcurrency, Duration.ofSeconds(30));
  }

  static Worker start(int maxConcurrency, Duration drainTimeout) {
    return new Worker(
            WorkerConfig.builder(new WorkerIdentity("default", "thumbnails", 0, "worker-1"))
                .maxConcurrency(maxConcurrency)
                .drainTimeout(drainTimeout)
                .build())
        .start();
  }
}
