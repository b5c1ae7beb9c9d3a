package dev.lido.bench.load;

/** What is measured: does one thing, and returns when it is done. Thread-safe. */
@FunctionalInterface
public interface Operation {

  /** Does it once. */
  void run() throws Exception;
}
