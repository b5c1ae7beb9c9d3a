package dev.lido.operator.observe;

/**
 * Where a worker's runtime is.
 *
 * @param address its pod's address; empty while it has none
 * @param port the port of its {@code Control} service
 * @param capacity children it runs at once
 */
public record Contact(String address, int port, int capacity) {

  /** Tells whether the worker has an address. */
  public boolean known() {
    return !address.isEmpty();
  }
}
