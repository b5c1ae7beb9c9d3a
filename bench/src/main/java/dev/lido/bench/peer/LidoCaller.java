package dev.lido.bench.peer;

import dev.lido.bench.load.Operation;
import dev.lido.bench.process.Usage;
import dev.lido.client.Pool;
import dev.lido.client.Pools;
import dev.lido.protocol.task.WorkerContext;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** Calls of a pool of two workers, which are found as everywhere: through the API server. */
final class LidoCaller implements Caller {

  private static final int WORKERS = 2;

  private final Pools pools = Pools.connect();
  private final Pool pool;

  LidoCaller(String name) {
    pool = pools.pool(name);
  }

  @Override
  public Operation operation(Subject subject, Workload workload) {
    return switch (workload) {
      case EMPTY -> () -> pool.call(() -> null);
      case TWO_VALUES -> twoValues(42, "forty-two");
      case BYTES_100 -> {
        byte[] argument = new byte[100];
        yield () -> pool.call(EchoHandler.NAME, argument);
      }
    };
  }

  private Operation twoValues(long number, String text) {
    return () -> pool.call(() -> number + text.length());
  }

  @Override
  public Usage usedByServers(boolean begin) {
    Map<String, Usage> used = new HashMap<>();
    while (used.size() < WORKERS) {
      Told told =
          pool.call(
              () ->
                  new Told(
                      WorkerContext.current().orElseThrow().worker(),
                      begin ? Usage.begin() : Usage.now()));
      used.put(told.worker(), told.used());
    }
    return used.values().stream().reduce(Usage.NONE, Usage::plus);
  }

  private record Told(String worker, Usage used) implements Serializable {}

  @Override
  public void close() {
    pools.close();
  }
}
