package dev.lido.operator.plan;

import java.time.Instant;
import java.util.Optional;

/**
 * A partition that is over its restart intensity.
 *
 * @param partition the partition
 * @param until when replacements start again; empty: not before the spec changes
 * @param lastExit how its last worker ended
 */
public record Exhausted(int partition, Optional<Instant> until, String lastExit) {}
