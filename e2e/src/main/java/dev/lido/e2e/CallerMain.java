package dev.lido.e2e;

import dev.lido.client.Pool;
import dev.lido.client.Pools;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls a pool all the time, several calls at once, and writes to its log every half second how all
 * of them ended until then.
 */
public final class CallerMain {

  private static final long PAGE_MILLIS = 500;

  private final Ledger ledger = new Ledger();
  private final AtomicLong numbers = new AtomicLong();
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
      ledger.started();
      ledger.ended(call(numbers.incrementAndGet()));
    }
  }

  private String call(long number) {
    try {
      long millis = ThreadLocalRandom.current().nextLong(100, 300);
      return pool.call(new Nap(number, millis)) == number ? "succeeded" : "WrongAnswer@-";
    } catch (RuntimeException e) {
      System.out.println("failed " + number + ": " + e);
      return Ledger.outcome(e);
    }
  }

  private void writeForEver() throws InterruptedException {
    while (true) {
      System.out.print(ledger.page());
      TimeUnit.MILLISECONDS.sleep(PAGE_MILLIS);
    }
  }
}
