package dev.lido.e2e;

import dev.lido.client.Pool;
import dev.lido.client.Pools;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Calls a pool all the time, several calls at once, and writes to its log every half second how all
 * of them ended until then.
 */
public final class CallerMain {

  private static final long PAGE_MILLIS = 500;

  private final Ledger ledger = new Ledger();
  private final Pool pool;

  private CallerMain(Pool pool) {
    this.pool = pool;
  }

  /** Calls until it is killed; the arguments are the pool's name, and how many calls at once. */
  public static void main(String[] args) throws InterruptedException {
    try (Pools pools = Pools.connect()) {
      CallerMain caller = new CallerMain(pools.pool(args[0]));
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        Thread.ofVirtual().start(caller::callForEver);
      }
      caller.writeForEver();
    }
  }

  private void callForEver() {
    while (!Thread.currentThread().isInterrupted()) {
      long number = ledger.start();
      ledger.end(number, call(number));
    }
  }

  private String call(long number) {
    try {
      return pool.call(new Nap(number, millis())) == number ? "succeeded" : "WrongAnswer@-";
    } catch (RuntimeException e) {
      System.out.println("failed " + number + ": " + e);
      return Ledger.outcome(e);
    }
  }

  /** Most calls are short; some take a good part of the drain timeout. */
  private static long millis() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return random.nextInt(50) == 0 ? random.nextLong(4000, 9000) : random.nextLong(100, 300);
  }

  private void writeForEver() throws InterruptedException {
    while (true) {
      System.out.print(ledger.page());
      TimeUnit.MILLISECONDS.sleep(PAGE_MILLIS);
    }
  }
}
