package dev.lido.client.internal.call;

import java.time.Duration;

/**
 * What a pool says about its calls.
 *
 * @param partitions its partitions, at least 1
 * @param taskTimeout the deadline of a child
 * @param queueLimit calls that may wait
 * @param queueTimeout how long a call may wait
 */
public record CallSettings(
    int partitions, Duration taskTimeout, int queueLimit, Duration queueTimeout) {}
