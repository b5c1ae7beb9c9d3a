package dev.lido.client.internal.call;

import dev.lido.client.internal.placement.PartitionKey;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a view of a pool differs from the pool.
 *
 * @param key what chooses the partition; {@code null}: any
 * @param timeout the deadline of children; {@code null}: the pool's
 * @param queueTimeout how long calls wait; {@code null}: the pool's
 * @param unlinked whether children live on when the caller is gone
 * @param retries how often work may be started again when its worker was lost
 * @param output where children print to
 */
public record CallOptions(
    @Nullable PartitionKey key,
    @Nullable Duration timeout,
    @Nullable Duration queueTimeout,
    boolean unlinked,
    int retries,
    OutputTarget output) {

  /** The pool itself. */
  public static final CallOptions NONE =
      new CallOptions(null, null, null, false, 0, OutputTarget.STANDARD);

  /** Returns these options for a partition. */
  public CallOptions withKey(PartitionKey newKey) {
    return new CallOptions(newKey, timeout, queueTimeout, unlinked, retries, output);
  }

  /** Returns these options with another deadline. */
  public CallOptions withTimeout(Duration newTimeout) {
    check(newTimeout.isPositive(), "a timeout must be positive, but is " + newTimeout);
    return new CallOptions(key, newTimeout, queueTimeout, unlinked, retries, output);
  }

  /** Returns these options with another time to wait. */
  public CallOptions withQueueTimeout(Duration newTimeout) {
    check(!newTimeout.isNegative(), "a queue timeout must not be negative, but is " + newTimeout);
    return new CallOptions(key, timeout, newTimeout, unlinked, retries, output);
  }

  /** Returns these options for children that live on. */
  public CallOptions withUnlinked() {
    return new CallOptions(key, timeout, queueTimeout, true, retries, output);
  }

  /** Returns these options for work that may be started again. */
  public CallOptions withRetries(int newRetries) {
    check(newRetries >= 0, "retries must not be negative, but are " + newRetries);
    return new CallOptions(key, timeout, queueTimeout, unlinked, newRetries, output);
  }

  /** Returns these options for children that print elsewhere. */
  public CallOptions withOutput(OutputTarget newOutput) {
    return new CallOptions(key, timeout, queueTimeout, unlinked, retries, newOutput);
  }

  /** Returns these options for a placed child: unlinked, started once, without deadline of its own. */
  public CallOptions forChild() {
    Duration deadline = timeout == null ? ChronoUnit.FOREVER.getDuration() : timeout;
    return new CallOptions(key, deadline, queueTimeout, true, 0, output);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
