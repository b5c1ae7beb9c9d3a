package dev.lido.client;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where a call was when it failed; what every {@link PoolException} carries.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param pool the pool, as {@code namespace/name}
 * @param partitionOrMinusOne the partition that was asked for or placed in; -1 where there is none
 * @param workerOrNull the worker that had the call; {@code null} where there is none
 * @param phase how far the call had come
 * @param retrySafe whether it is certain that the work was not started, so that calling again does
 *     nothing twice
 */
public record FailureContext(
    String pool,
    int partitionOrMinusOne,
    @Nullable String workerOrNull,
    Phase phase,
    boolean retrySafe)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Checks that what must be there is there. */
  public FailureContext {
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(phase, "phase");
  }

  /** Returns the context of a failure before any worker or partition was chosen. */
  public static FailureContext unplaced(String pool) {
    return new FailureContext(pool, -1, null, Phase.QUEUED, true);
  }

  /** Returns the partition that was asked for or placed in. */
  public OptionalInt partition() {
    return partitionOrMinusOne < 0 ? OptionalInt.empty() : OptionalInt.of(partitionOrMinusOne);
  }

  /** Returns the worker that had the call. */
  public Optional<String> worker() {
    return Optional.ofNullable(workerOrNull);
  }
}
