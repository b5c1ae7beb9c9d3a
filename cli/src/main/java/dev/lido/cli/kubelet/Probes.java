package dev.lido.cli.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The probes of one container, from its start on. Used by one thread.
 *
 * <p>Until the first success they are asked every 50 ms, not every period: a worker shall not wait
 * for its kubelet.
 */
final class Probes {

  private static final Duration QUICK = Duration.ofMillis(50);

  private final InstantSource clock;
  private final Optional<HttpProbe> startup;
  private final Optional<HttpProbe> readiness;
  private final Optional<HttpProbe> liveness;
  private final Instant begin;
  private boolean started;
  private boolean ready;
  private boolean everReady;
  private int unready;
  private int failures;
  private Instant nextReadiness;
  private Instant nextLiveness;

  Probes(PodPlan plan, PodAddress address, InstantSource clock) {
    Container container = plan.container();
    this.clock = clock;
    this.startup = HttpProbe.of(container.getStartupProbe(), plan, address);
    this.readiness = HttpProbe.of(container.getReadinessProbe(), plan, address);
    this.liveness = HttpProbe.of(container.getLivenessProbe(), plan, address);
    this.begin = clock.instant();
    this.started = startup.isEmpty();
    this.ready = started && readiness.isEmpty();
    this.nextReadiness = begin;
    this.nextLiveness = begin;
  }

  boolean isStarted() {
    return started;
  }

  boolean isReady() {
    return ready;
  }

  /** Returns the time until the next probe is due. */
  Duration untilNext() {
    if (startup.isEmpty() && readiness.isEmpty() && liveness.isEmpty()) {
      return Duration.ofHours(1);
    }
    if (!started) {
      return QUICK;
    }
    Instant next = liveness.isPresent() ? nextLiveness : Instant.MAX;
    if (readiness.isPresent() && nextReadiness.isBefore(next)) {
      next = nextReadiness;
    }
    Instant now = clock.instant();
    return next.isBefore(now)
        ? Duration.ZERO
        : Duration.between(now, min(next, now.plusSeconds(60)));
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** Asks what is due; returns why the container must be killed, if it must. */
  Optional<String> run(boolean ending) throws InterruptedException {
    if (!started && !ending) {
      Optional<String> hopeless = runStartup();
      if (!started) {
        return hopeless;
      }
    }
    runReadiness();
    return ending ? Optional.empty() : runLiveness();
  }

  private Optional<String> runStartup() throws InterruptedException {
    HttpProbe probe = startup.orElseThrow();
    started = probe.succeeds();
    if (started) {
      ready = readiness.isEmpty();
      nextLiveness = clock.instant();
    }
    boolean late = clock.instant().isAfter(begin.plus(probe.allowance()));
    return !started && late
        ? Optional.of("startup probe failed: " + probe.uri())
        : Optional.empty();
  }

  private void runReadiness() throws InterruptedException {
    if (readiness.isEmpty() || clock.instant().isBefore(nextReadiness)) {
      return;
    }
    HttpProbe probe = readiness.get();
    if (probe.succeeds()) {
      unready = 0;
      ready = true;
      everReady = true;
    } else if (++unready >= probe.patience()) {
      ready = false;
    }
    nextReadiness = clock.instant().plus(everReady ? probe.period() : QUICK);
  }

  private Optional<String> runLiveness() throws InterruptedException {
    if (liveness.isEmpty() || clock.instant().isBefore(nextLiveness)) {
      return Optional.empty();
    }
    HttpProbe probe = liveness.get();
    failures = probe.succeeds() ? 0 : failures + 1;
    nextLiveness = clock.instant().plus(probe.period());
    return failures >= probe.patience()
        ? Optional.of("liveness probe failed: " + probe.uri())
        : Optional.empty();
  }
}
