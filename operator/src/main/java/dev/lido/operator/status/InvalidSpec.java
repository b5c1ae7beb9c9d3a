package dev.lido.operator.status;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.observe.PoolReader;
import dev.lido.operator.status.Verdict.Say;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The status of a pool whose spec cannot be read: admission let it through. */
public final class InvalidSpec {

  private InvalidSpec() {}

  /** Returns the status before, with conditions that say what is wrong. */
  public static PoolStatus status(PoolResource pool, IllegalArgumentException why, Instant now) {
    PoolStatus status = Optional.ofNullable(pool.getStatus()).orElseGet(PoolStatus::new);
    long generation = PoolReader.generation(pool.getMetadata());
    Conditions before =
        new Conditions(
            Optional.ofNullable(status.getConditions()).orElse(List.of()), generation, now);
    Say say = new Say(Reasons.INVALID_SPEC, String.valueOf(why.getMessage()));
    PoolStatus invalid = Serialization.clone(status);
    invalid.setObservedGeneration(generation);
    invalid.setConditions(
        List.of(
            before.make("Ready", false, say),
            before.make("Stalled", true, say),
            before.make("Progressing", false, say)));
    return invalid;
  }
}
