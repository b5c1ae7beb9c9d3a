package dev.lido.cli.kubelet;

import java.util.Map;

/**
 * Where a pod's process listens.
 *
 * @param ip a loopback address
 * @param ports for each port that the pod declares, the one it really has
 */
record PodAddress(String ip, Map<Integer, Integer> ports) {

  PodAddress {
    ports = Map.copyOf(ports);
  }

  /** Returns the port that a declared one really is. */
  int port(int declared) {
    return ports.getOrDefault(declared, declared);
  }
}
