package dev.lido.operator.lead;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * What an operator writes into the Lease, and reads from it.
 *
 * @param identity what tells it from the others
 * @param terms how long it leads after a renewal
 * @param clock what it writes as the time, for people to read: nobody decides by it
 */
record Claims(String identity, Terms terms, InstantSource clock) {

  /** Returns a Lease that this operator holds, to be created. */
  Lease first() {
    return taken(
        new LeaseBuilder().withNewMetadata().endMetadata().withNewSpec().endSpec().build());
  }

  /** Returns the Lease with this operator as its new holder. */
  Lease taken(Lease lease) {
    int transitions = Objects.requireNonNullElse(spec(lease).getLeaseTransitions(), 0);
    return new LeaseBuilder(lease)
        .editOrNewSpec()
        .withHolderIdentity(identity)
        .withLeaseDurationSeconds(Math.toIntExact(terms.lease().toSeconds()))
        .withAcquireTime(now())
        .withRenewTime(now())
        .withLeaseTransitions(transitions + 1)
        .endSpec()
        .build();
  }

  /** Returns the Lease, held on. */
  Lease renewed(Lease lease) {
    return new LeaseBuilder(lease).editOrNewSpec().withRenewTime(now()).endSpec().build();
  }

  /** Returns the Lease with no holder. */
  Lease givenUp(Lease lease) {
    return new LeaseBuilder(lease).editOrNewSpec().withHolderIdentity(null).endSpec().build();
  }

  /** Tells whether somebody else holds the Lease, or did when it ran out. */
  boolean isAnothers(Lease lease) {
    return Optional.ofNullable(spec(lease).getHolderIdentity())
        .filter(holder -> !holder.isEmpty() && !holder.equals(identity))
        .isPresent();
  }

  /** Tells whether the lead was not in other hands between these two. */
  static boolean isSameLead(Lease before, Lease after) {
    return Objects.equals(spec(before).getHolderIdentity(), spec(after).getHolderIdentity())
        && Objects.equals(spec(before).getLeaseTransitions(), spec(after).getLeaseTransitions());
  }

  /** Returns how long a standby waits while the Lease stays as it is, as its holder counts on. */
  Duration patience(Lease lease) {
    return Optional.ofNullable(spec(lease).getLeaseDurationSeconds())
        .map(seconds -> new Terms(Duration.ofSeconds(seconds)))
        .orElse(terms)
        .patience();
  }

  static LeaseSpec spec(Lease lease) {
    return Objects.requireNonNullElseGet(lease.getSpec(), LeaseSpec::new);
  }

  private ZonedDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
  }
}
