package dev.lido.bench.peer;

import dev.lido.bench.process.Usage;

/**
 * What calls took at one side: the caller's process, or those of both servers.
 *
 * @param bytes allocated for a call
 * @param cpuMicros processor time for a call, in microseconds
 * @param compileMillis how long the JIT compilers have worked in all
 * @param heapMiB the most that the heap of a process has held, garbage included
 * @param residentMiB the most memory that a process has had
 */
public record Side(
    double bytes, double cpuMicros, double compileMillis, double heapMiB, double residentMiB) {

  private static final double MIB = 1024 * 1024;

  static Side of(Usage used, long calls) {
    return new Side(
        (double) used.bytes() / calls,
        used.cpuNanos() / 1_000.0 / calls,
        used.compileMillis(),
        used.heapPeak() / MIB,
        used.residentPeak() / MIB);
  }
}
