package dev.lido.e2e;

import dev.lido.client.PoolException;
import dev.lido.client.Pools;

/** Runs one {@link Hog} in a pool, and prints how that ended. */
public final class HogMain {

  private HogMain() {}

  /** Runs it; the argument is the pool's name. */
  public static void main(String[] args) {
    try (Pools pools = Pools.connect()) {
      System.out.println("ended " + pools.pool(args[0]).call(new Hog()));
    } catch (PoolException e) {
      System.out.println(Ledger.outcome(e));
    }
  }
}
