package dev.lido.worker;

/**
 * How many virtual threads the JVM runs at the same instant, in the worker's own process.
 *
 * <p>Children that compute, and never block, must leave each other the processor, so each needs a
 * carrier thread of its own. But many carriers cost short children dear: the JVM wakes one for every
 * child. So there are half as many as cores, and {@link CarrierWatch} adds more while they are
 * needed; in other JVMs than JDK 25 there are enough from the beginning.
 */
final class CarrierThreads {

  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
  private static final String MOST = "jdk.virtualThreadScheduler.maxPoolSize";
  private static final int DEFAULT_MOST = 256;

  /** The one whose scheduler {@link CarrierWatch} is known to move. */
  private static final int ADJUSTABLE = 25;

  private CarrierThreads() {}

  /**
   * Prepares the JVM for so many children at once. It works only before the first virtual thread.
   *
   * @return the carriers that there are at least; {@code children} or more: nobody need add any
   */
  static int prepare(int children) {
    int cores = Runtime.getRuntime().availableProcessors();
    int least = Math.max(1, Integer.getInteger(PARALLELISM, cores / 2));
    if (!isAdjustable()) {
      least = Math.max(Math.max(least, cores), children);
    }
    int most = Math.max(Math.max(least, children), Integer.getInteger(MOST, DEFAULT_MOST));
    System.setProperty(PARALLELISM, Integer.toString(least));
    System.setProperty(MOST, Integer.toString(most));
    return least;
  }

  private static boolean isAdjustable() {
    return Runtime.version().feature() == ADJUSTABLE
        && ModuleLayer.boot().findModule("jdk.management").isPresent();
  }
}
