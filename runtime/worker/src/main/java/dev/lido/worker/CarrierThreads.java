package dev.lido.worker;

/**
 * How many virtual threads the JVM runs at the same instant, in the worker's own process.
 *
 * <p>Children that compute, and never block, must leave each other the processor, so each needs a
 * carrier thread of its own. But carriers beyond the cores cost short children dear: the JVM wakes
 * one for every child. So there are as many as cores, and {@link CarrierWatch} adds more while they
 * are needed; where the JVM lets nobody change their number (before JDK 24), there are enough from
 * the beginning.
 */
final class CarrierThreads {

  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
  private static final String MOST = "jdk.virtualThreadScheduler.maxPoolSize";
  private static final int DEFAULT_MOST = 256;
  private static final int ADJUSTABLE_SINCE = 24;

  private CarrierThreads() {}

  /**
   * Prepares the JVM for so many children at once. It works only before the first virtual thread.
   *
   * @return the carriers that there are at least; {@code children} or more: nobody need add any
   */
  static int prepare(int children) {
    int cores = Runtime.getRuntime().availableProcessors();
    int least = Math.max(cores, Integer.getInteger(PARALLELISM, cores));
    if (!isAdjustable()) {
      least = Math.max(least, children);
    }
    int most = Math.max(Math.max(least, children), Integer.getInteger(MOST, DEFAULT_MOST));
    System.setProperty(PARALLELISM, Integer.toString(least));
    System.setProperty(MOST, Integer.toString(most));
    return least;
  }

  private static boolean isAdjustable() {
    return Runtime.version().feature() >= ADJUSTABLE_SINCE
        && ModuleLayer.boot().findModule("jdk.management").isPresent();
  }
}
