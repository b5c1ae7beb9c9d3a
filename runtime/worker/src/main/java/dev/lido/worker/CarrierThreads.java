package dev.lido.worker;

/** How many virtual threads the JVM runs at the same instant. */
final class CarrierThreads {

  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
  private static final String MOST = "jdk.virtualThreadScheduler.maxPoolSize";
  private static final int DEFAULT_MOST = 256;

  private CarrierThreads() {}

  /**
   * Gives the JVM so many carrier threads, or more if it would have more anyway. It works only
   * before the first virtual thread.
   */
  static void atLeast(int children) {
    int cores = Runtime.getRuntime().availableProcessors();
    int parallelism = Math.max(children, Integer.getInteger(PARALLELISM, cores));
    int most = Math.max(parallelism, Integer.getInteger(MOST, DEFAULT_MOST));
    System.setProperty(PARALLELISM, Integer.toString(parallelism));
    System.setProperty(MOST, Integer.toString(most));
  }
}
