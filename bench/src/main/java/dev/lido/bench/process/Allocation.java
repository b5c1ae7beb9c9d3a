package dev.lido.bench.process;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this process has allocated. */
public final class Allocation {

  private Allocation() {}

  /** Returns the bytes that all threads have allocated until now; virtual ones count at their carriers. */
  public static long total() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }
}
