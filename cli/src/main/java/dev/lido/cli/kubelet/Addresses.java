package dev.lido.cli.kubelet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives each pod a loopback address of its own or, where the system has only one, ports of its own.
 * It is thread-safe.
 */
final class Addresses {

  private static final String ONLY = "127.0.0.1";
  private static final int TRIES = 60_000;

  private final boolean many;
  private final Set<String> taken = new HashSet<>();
  private int next = ThreadLocalRandom.current().nextInt(TRIES);

  /**
   * Makes them.
   *
   * @param many whether the system has more than one loopback address
   */
  Addresses(boolean many) {
    this.many = many;
  }

  /** Whether this system has more than one loopback address. */
  static boolean areMany() {
    return isFree("127.0.1.1", 0);
  }

  /** Returns a place where each of the ports is free. */
  synchronized PodAddress take(Collection<Integer> ports) {
    return many ? ownAddress(ports) : ownPorts(ports);
  }

  private PodAddress ownAddress(Collection<Integer> ports) {
    for (int i = 0; i < TRIES; i++) {
      String ip = address(next++ % TRIES);
      if (!taken.contains(ip) && ports.stream().allMatch(port -> isFree(ip, port))) {
        taken.add(ip);
        return new PodAddress(
            ip, ports.stream().distinct().collect(Collectors.toMap(Function.identity(), p -> p)));
      }
    }
    throw new IllegalStateException("no loopback address is free for ports " + ports);
  }

  /** From 127.16.0.1 on, so that what people put at 127.0.0.x is left alone. */
  private static String address(int number) {
    return "127." + (16 + number / 50_000) + "." + number / 250 % 200 + "." + (1 + number % 250);
  }

  private PodAddress ownPorts(Collection<Integer> ports) {
    Map<Integer, Integer> own = new HashMap<>();
    ports.forEach(port -> own.computeIfAbsent(port, p -> freePort()));
    return new PodAddress(ONLY, own);
  }

  private int freePort() {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, loopback(ONLY))) {
        if (taken.add(String.valueOf(socket.getLocalPort()))) {
          return socket.getLocalPort();
        }
      } catch (IOException none) {
        throw new IllegalStateException("no port of " + ONLY + " is free", none);
      }
    }
  }

  synchronized void release(PodAddress address) {
    taken.remove(address.ip());
    address.ports().values().forEach(port -> taken.remove(port.toString()));
  }

  private static boolean isFree(String ip, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(ip), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Reads an address; no name is looked up. */
  private static InetAddress loopback(String ip) {
    return InetAddress.ofLiteral(ip);
  }
}
