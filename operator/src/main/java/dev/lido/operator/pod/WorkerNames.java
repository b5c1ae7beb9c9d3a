package dev.lido.operator.pod;

import java.math.BigInteger;

/**
 * The deterministic names of workers: {@code <pool>-<partition>-<slot>-<hash>}.
 *
 * <p>The hash is that of the UID of the worker that filled the slot before, or of the pool when
 * there is none. Whoever decides twice to replace a worker, because its view is old, asks for the
 * same name twice, and the API server refuses the second.
 */
public final class WorkerNames {

  /** The letters of Kubernetes' generated names: they spell no words. */
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int LENGTH = 5;

  private WorkerNames() {}

  /** Returns the name of the worker that follows {@code predecessor} in a slot. */
  public static String of(String pool, int partition, int slot, String predecessor) {
    return pool + "-" + partition + "-" + slot + "-" + hash(predecessor);
  }

  private static String hash(String uid) {
    BigInteger rest = new BigInteger(1, Sha256.of(uid));
    BigInteger base = BigInteger.valueOf(LETTERS.length());
    StringBuilder hash = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      BigInteger[] parts = rest.divideAndRemainder(base);
      hash.append(LETTERS.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return hash.toString();
  }
}
