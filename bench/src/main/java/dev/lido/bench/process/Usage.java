package dev.lido.bench.process;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used until now.
 *
 * @param bytes what all its threads have allocated; virtual ones count at their carriers
 * @param cpuNanos the processor time of all its threads
 * @param compileMillis how long its JIT compilers have worked
 * @param heapPeak the most bytes that its heap has held since {@link #begin}, garbage included
 * @param residentPeak the most memory that it has had since {@link #begin}, in bytes; 0 where the
 *     system does not tell as Linux does
 */
public record Usage(long bytes, long cpuNanos, long compileMillis, long heapPeak, long residentPeak)
    implements Serializable {

  /** Nothing. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String CLEAR_PEAK = "5";

  /** Returns what this process has used, and forgets the peaks. */
  public static Usage begin() {
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    try {
      Files.writeString(CLEAR, CLEAR_PEAK);
    } catch (IOException notAllowed) {
      // Then the peak is that of its whole life, which is no less.
    }
    return now();
  }

  /** Returns what this process has used. */
  public static Usage now() {
    return new Usage(
        ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes(),
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime(),
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime(),
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum(),
        residentPeakBytes());
  }

  private static long residentPeakBytes() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException notLinux) {
      return 0;
    }
  }

  /** Returns both together; of peaks the higher one. */
  public Usage plus(Usage other) {
    return new Usage(
        bytes + other.bytes,
        cpuNanos + other.cpuNanos,
        compileMillis + other.compileMillis,
        Math.max(heapPeak, other.heapPeak),
        Math.max(residentPeak, other.residentPeak));
  }

  /** Returns what was used since; the peaks are this one's. */
  public Usage since(Usage before) {
    return new Usage(
        bytes - before.bytes,
        cpuNanos - before.cpuNanos,
        compileMillis - before.compileMillis,
        heapPeak,
        residentPeak);
  }
}
