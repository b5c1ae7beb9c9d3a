package dev.lido.bench.process;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.Serializable;
import java.lang.management.ManagementFactory;

/**
 * What a process has used until now.
 *
 * @param bytes what all its threads have allocated; virtual ones count at their carriers
 * @param cpuNanos the processor time of all its threads
 */
public record Usage(long bytes, long cpuNanos) implements Serializable {

  /** Nothing. */
  public static final Usage NONE = new Usage(0, 0);

  /** Returns what this process has used. */
  public static Usage now() {
    return new Usage(
        ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes(),
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime());
  }

  /** Returns both together. */
  public Usage plus(Usage other) {
    return new Usage(bytes + other.bytes, cpuNanos + other.cpuNanos);
  }

  /** Returns what was used since. */
  public Usage since(Usage before) {
    return new Usage(bytes - before.bytes, cpuNanos - before.cpuNanos);
  }
}
