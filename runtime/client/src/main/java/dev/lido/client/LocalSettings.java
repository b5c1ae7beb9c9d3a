package dev.lido.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The workers and limits of a {@linkplain Pool#local(LocalSettings) pool in one process}; the
 * defaults are a {@code PoolResource}'s.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param partitions the pool's partitions, at least 1; the default is 1
 * @param replicas the workers of the whole pool, spread evenly over the partitions; 0, or counted as
 *     at least {@code partitions}; the default is 1
 * @param maxConcurrency children that a worker runs at once, at least 1; the default is 5
 * @param taskTimeout the deadline of a call, from the moment it is placed; the default is 30 s
 * @param queueLimit calls that may wait; the default is 10,000
 * @param queueTimeout how long a call may wait; the default is 30 s
 * @param handlers the named tasks; the default is none
 */
public record LocalSettings(
    int partitions,
    int replicas,
    int maxConcurrency,
    Duration taskTimeout,
    int queueLimit,
    Duration queueTimeout,
    Map<String, Handler> handlers) {

  /** One worker with five slots. */
  public static final LocalSettings DEFAULTS =
      new LocalSettings(1, 1, 5, Duration.ofSeconds(30), 10_000, Duration.ofSeconds(30), Map.of());

  /** What runs a named task. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Runs the task.
     *
     * @throws Exception what the caller gets as the cause of {@link TaskFailedException}
     */
    byte[] handle(byte[] argument) throws Exception;
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public LocalSettings {
    check(partitions >= 1, "partitions must be at least 1", partitions);
    check(replicas >= 0, "replicas must not be negative", replicas);
    check(maxConcurrency >= 1, "maxConcurrency must be at least 1", maxConcurrency);
    check(taskTimeout.isPositive(), "taskTimeout must be positive", taskTimeout);
    check(queueLimit >= 0, "queueLimit must not be negative", queueLimit);
    check(!queueTimeout.isNegative(), "queueTimeout must not be negative", queueTimeout);
    handlers = Map.copyOf(handlers);
    replicas = replicas == 0 ? 0 : Math.max(replicas, partitions);
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }

  /** Returns these settings with another number of partitions. */
  public LocalSettings withPartitions(int number) {
    return new LocalSettings(
        number, replicas, maxConcurrency, taskTimeout, queueLimit, queueTimeout, handlers);
  }

  /** Returns these settings with another number of workers. */
  public LocalSettings withReplicas(int number) {
    return new LocalSettings(
        partitions, number, maxConcurrency, taskTimeout, queueLimit, queueTimeout, handlers);
  }

  /** Returns these settings with another number of slots per worker. */
  public LocalSettings withMaxConcurrency(int slots) {
    return new LocalSettings(
        partitions, replicas, slots, taskTimeout, queueLimit, queueTimeout, handlers);
  }

  /** Returns these settings with another deadline of a call. */
  public LocalSettings withTaskTimeout(Duration timeout) {
    return new LocalSettings(
        partitions, replicas, maxConcurrency, timeout, queueLimit, queueTimeout, handlers);
  }

  /** Returns these settings with another length of the queue. */
  public LocalSettings withQueueLimit(int limit) {
    return new LocalSettings(
        partitions, replicas, maxConcurrency, taskTimeout, limit, queueTimeout, handlers);
  }

  /** Returns these settings with another time that a call may wait. */
  public LocalSettings withQueueTimeout(Duration timeout) {
    return new LocalSettings(
        partitions, replicas, maxConcurrency, taskTimeout, queueLimit, timeout, handlers);
  }

  /** Returns these settings with a named task more. */
  public LocalSettings withHandler(String name, Handler handler) {
    Map<String, Handler> more = new HashMap<>(handlers);
    more.put(name, handler);
    return new LocalSettings(
        partitions, replicas, maxConcurrency, taskTimeout, queueLimit, queueTimeout, more);
  }
}
