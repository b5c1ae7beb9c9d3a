package dev.lido.bench.peer;

/** What is asked of a worker. */
public enum Workload {
  /** Nothing at all: a closure that captures nothing and returns nothing; no bytes. */
  EMPTY("empty"),
  /** A closure that captures a number and a text, and returns a number. */
  TWO_VALUES("two-values"),
  /** 100 bytes there and back. */
  BYTES_100("bytes-100");

  private final String label;

  Workload(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
