package dev.lido.operator.observe;

import java.util.Optional;

/**
 * Where a worker's runtime is.
 *
 * @param address its pod's address; empty while it has none
 * @param port the port of its {@code Control} service
 * @param capacity children it runs at once
 * @param tls the pool that its certificate must be of; empty: its template asks for no TLS
 */
public record Contact(String address, int port, int capacity, Optional<Pool> tls) {

  /** A pool. */
  public record Pool(String namespace, String name) {}

  /** A worker that is spoken to in plaintext. */
  public Contact(String address, int port, int capacity) {
    this(address, port, capacity, Optional.empty());
  }

  /** Tells whether the worker has an address. */
  public boolean known() {
    return !address.isEmpty();
  }
}
