package dev.lido.operator.lead;

import dev.lido.operator.OperatorOptions.LeaderElection;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes several operators agree, by a Lease, on the one that leads. It is thread-safe.
 *
 * <p>No clock is compared with another's: a standby takes the lead when it has seen the Lease
 * unchanged for long enough, a leader counts from when it sent its last renewal, and its count ends
 * first. A leader that could not renew leads on when it can again and nobody has led meanwhile.
 */
public final class Election implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Election.class);

  private record Sighting(LeaseSpec spec, long nanos) {}

  private final KubernetesClient client;
  private final LeaseStore leases;
  private final Claims claims;
  private final LongSupplier nanoTime;
  private final LeadFence fence;
  private final Runnable onLead;
  private final Runnable onLost;
  private final Thread thread = Thread.ofPlatform().daemon().name("lead").unstarted(this::run);

  private volatile boolean closed;
  private volatile @Nullable Lease held;
  private @Nullable Sighting seen;
  private boolean troubled;

  /**
   * Makes a candidate, which does nothing before {@link #start}.
   *
   * @param client how it reaches the API server; it is not closed with this
   * @param election where the operators agree
   * @param onLead called whenever the fence is open that was shut
   * @param onLost called when another operator has led since this one led; this one never leads again
   */
  public Election(
      KubernetesClient client, LeaderElection election, Runnable onLead, Runnable onLost) {
    this(client, election, System::nanoTime, InstantSource.system(), onLead, onLost);
  }

  Election(
      KubernetesClient client,
      LeaderElection election,
      LongSupplier nanoTime,
      InstantSource clock,
      Runnable onLead,
      Runnable onLost) {
    Terms terms = new Terms(election.duration());
    this.client = client;
    this.leases =
        new LeaseStore(
            client, election.namespace(), election.lease(), terms.patience().dividedBy(3));
    this.claims = new Claims(election.identity(), terms, clock);
    this.nanoTime = nanoTime;
    this.fence = new LeadFence(terms, nanoTime, clock);
    this.onLead = onLead;
    this.onLost = onLost;
  }

  /** Stands by from now on, and leads when nobody else does. */
  public void start() {
    thread.start();
  }

  /** Returns what is open while this operator leads. */
  public Fence fence() {
    return fence;
  }

  /**
   * Returns a new client whose requests are sent only while this operator leads; the caller closes it.
   *
   * @param also what else its HTTP client is made with
   */
  public KubernetesClient leadersClient(Consumer<HttpClient.Builder> also) {
    return FencedWrites.client(client, fence, also);
  }

  /**
   * Ends leading, without a word to the others: they wait until the Lease has run out. Idempotent.
   */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    fence.shut();
  }

  /** Ends leading, and says so, so that a standby need not wait. Nothing may be going on any more. */
  public void giveUp() {
    close();
    Optional.ofNullable(held).ifPresent(this::giveUp);
  }

  private void giveUp(Lease mine) {
    try {
      // A renewal may have been under way.
      thread.join(claims.terms().least());
      leases
          .read()
          .filter(lease -> Claims.isSameLead(mine, lease))
          .ifPresent(lease -> leases.replace(claims.givenUp(lease)));
    } catch (KubernetesClientException e) {
      LOGGER.warn("The lead could not be given up; it runs out by itself: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    LOGGER.info("Standing by, as {}", claims.identity());
    while (!closed) {
      try {
        Thread.sleep(turn());
      } catch (InterruptedException end) {
        return;
      }
    }
  }

  /** Returns when to look again. */
  private Duration turn() {
    try {
      Lease mine = held;
      Duration pause = mine == null ? standBy() : renew(mine);
      troubled = false;
      return pause;
    } catch (RuntimeException failure) {
      if (!troubled && !closed) {
        LOGGER.warn("The Lease cannot be had, will be tried again: {}", failure.toString());
      }
      troubled = true;
      return claims.terms().look();
    }
  }

  private Duration standBy() {
    LeadFence.Attempt attempt = fence.attempt();
    Optional<Lease> found = leases.read();
    if (found.filter(this::isHeld).isPresent()) {
      return claims.terms().look();
    }
    try {
      hold(
          found.isPresent()
              ? leases.replace(claims.taken(found.get()))
              : leases.create(claims.first()),
          attempt);
      LOGGER.info("Leading, as {}", claims.identity());
      return claims.terms().renew();
    } catch (KubernetesClientException refused) {
      return whenChanged(refused);
    }
  }

  private boolean isHeld(Lease lease) {
    Sighting last = seen;
    if (last == null || !last.spec().equals(Claims.spec(lease))) {
      last = new Sighting(Claims.spec(lease), nanoTime.getAsLong());
      seen = last;
    }
    Duration unchanged = Duration.ofNanos(nanoTime.getAsLong() - last.nanos());
    return claims.isAnothers(lease) && unchanged.compareTo(claims.patience(lease)) < 0;
  }

  private Duration renew(Lease mine) {
    LeadFence.Attempt attempt = fence.attempt();
    try {
      hold(leases.replace(claims.renewed(mine)), attempt);
      return claims.terms().renew();
    } catch (KubernetesClientException refused) {
      Duration pause = whenChanged(refused);
      leases
          .read()
          .filter(now -> Claims.isSameLead(mine, now))
          .ifPresentOrElse(now -> held = now, this::lose);
      return pause;
    }
  }

  /** Somebody else wrote it, or an answer was lost: look again soon. */
  private Duration whenChanged(KubernetesClientException refused) {
    if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT
        || refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
      return claims.terms().look();
    }
    throw refused;
  }

  private void hold(Lease lease, LeadFence.Attempt attempt) {
    boolean wasOpen = fence.isOpen();
    held = lease;
    attempt.succeeded();
    if (closed) {
      fence.shut();
    } else if (!wasOpen) {
      onLead.run();
    }
  }

  private void lose() {
    boolean wanted = closed;
    close();
    if (!wanted) {
      onLost.run();
    }
  }
}
