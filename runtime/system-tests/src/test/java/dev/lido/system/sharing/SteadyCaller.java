package dev.lido.system.sharing;

import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.testkit.Gates;
import dev.lido.system.process.RemoteControl;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A caller process that always has work for every slot there is; or a child that waits. */
public final class SteadyCaller {

  private static final int SIDE_BY_SIDE = 16;

  private SteadyCaller() {}

  /** Runs until it is killed; the argument is how many milliseconds each child takes, 0 for none. */
  public static void main(String[] args) throws Exception {
    AtomicLong done = new AtomicLong();
    long millis = Long.parseLong(args[0]);
    try (RemoteControl control = new RemoteControl(LocalSettings.DEFAULTS)) {
      for (int i = 0; millis > 0 && i < SIDE_BY_SIDE; i++) {
        Thread.ofVirtual().start(() -> work(control, millis, done));
      }
      for (String next = control.next(); !next.equals("stop"); next = control.next()) {
        String[] words = next.split(" ", -1);
        switch (words[0]) {
          case "done" -> control.answer(done.get());
          case "linked" -> hold(control.pool(), words[1]);
          case "unlinked" -> hold(control.pool().unlinked(), words[1]);
          default -> throw new IllegalArgumentException(next);
        }
      }
    }
  }

  private static void work(RemoteControl control, long millis, AtomicLong done) {
    while (control.members().isEmpty()) {
      LockSupport.parkNanos(1_000_000);
    }
    while (true) {
      done.addAndGet(control.pool().call(() -> SteadyWork.rest(millis)));
    }
  }

  private static void hold(Pool pool, String gate) {
    var unused = pool.submit(() -> Gates.pass(gate, 1));
  }
}
