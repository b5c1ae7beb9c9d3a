package dev.lido.operator.simulation;

import dev.lido.operator.apply.Applier;
import dev.lido.operator.apply.DrainBook;
import dev.lido.operator.apply.Horizons;
import dev.lido.operator.apply.Inquiry;
import dev.lido.operator.apply.ProbeInquiry;
import dev.lido.operator.apply.WorkerControl;
import dev.lido.operator.event.Announcer;
import dev.lido.operator.kubelet.Hearing;
import dev.lido.operator.reconcile.Cached;
import dev.lido.operator.reconcile.NotAppliedException;
import dev.lido.operator.reconcile.Planning;
import dev.lido.operator.reconcile.Reconciliation;
import dev.lido.operator.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One process of the operator: the real reconciliation, called as the framework calls it. */
final class OperatorProcess {

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
  private static final long LONGEST_RETRY = 30_000;

  private final Caches caches;
  private final Reconciliation reconciliation;
  private final InstantSource clock;
  private boolean triggered = true;
  private int retries;
  private Optional<Instant> wakeUp = Optional.empty();

  OperatorProcess(
      Caches caches,
      Planning planning,
      FaultyApi api,
      WorkerControl control,
      Sequential requests,
      Announcer announcer,
      InstantSource clock) {
    DrainBook drains = new DrainBook();
    Horizons horizons = new Horizons(api::poolUids, clock);
    ProbeInquiry probes = new ProbeInquiry(api, Hearing.NONE, requests);
    this.caches = caches;
    this.clock = clock;
    this.reconciliation =
        new Reconciliation(
            planning,
            new Reconciliation.Senses(
                new Inquiry(api, control, requests, horizons, probes),
                probes,
                drains,
                new StatusWriter(api, () -> clock.millis() % 2 == 0),
                announcer),
            new Applier(api, control, new Applier.Memory(drains, horizons), requests, clock),
            clock);
  }

  Caches caches() {
    return caches;
  }

  /** An event came in. */
  void trigger() {
    triggered = true;
  }

  /** Tells whether the framework would call the reconciler now. */
  boolean isDue() {
    return triggered || wakeUp.filter(at -> !clock.instant().isBefore(at)).isPresent();
  }

  Optional<Instant> wakeUp() {
    return wakeUp;
  }

  /** Reconciles once. */
  String pass() {
    Optional<Cached> cached = caches.view();
    triggered = false;
    wakeUp = Optional.empty();
    if (cached.isEmpty()) {
      return "no pool in the cache";
    }
    try {
      wakeUp = reconciliation.pass(cached.get()).map(this::later);
      retries = 0;
      return "done" + wakeUp.map(at -> ", again at " + at).orElse("");
    } catch (NotAppliedException | KubernetesClientException failed) {
      wakeUp = Optional.of(clock.instant().plusMillis(Math.min(LONGEST_RETRY, 500L << retries)));
      retries = Math.min(retries + 1, 10);
      return "failed";
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Instant later(Instant wanted) {
    Instant soonest = clock.instant().plus(SHORTEST_PAUSE);
    return wanted.isBefore(soonest) ? soonest : wanted;
  }
}
