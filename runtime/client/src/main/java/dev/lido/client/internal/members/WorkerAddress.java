package dev.lido.client.internal.members;

/**
 * Where a worker listens.
 *
 * @param host its address
 * @param port its wire port
 */
public record WorkerAddress(String host, int port) {

  @Override
  public String toString() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
