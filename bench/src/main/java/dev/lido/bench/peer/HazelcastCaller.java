package dev.lido.bench.peer;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IExecutorService;
import dev.lido.bench.load.Operation;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Callable;

/** A Hazelcast client that submits tasks to an executor of its members. */
final class HazelcastCaller implements Caller {

  private final HazelcastInstance client;
  private final IExecutorService executor;

  HazelcastCaller(List<Integer> ports) {
    ClientConfig config = new ClientConfig().setClusterName(HazelcastServerMain.CLUSTER);
    config.setProperty("hazelcast.logging.type", "none");
    ports.forEach(port -> config.getNetworkConfig().addAddress("127.0.0.1:" + port));
    client = HazelcastClient.newHazelcastClient(config);
    executor = client.getExecutorService(HazelcastServerMain.EXECUTOR);
  }

  @Override
  public Operation operation(Subject subject, Workload workload) {
    return workload == Workload.EMPTY
        ? () -> executor.submit(new Nothing()).get()
        : twoValues(42, "forty-two");
  }

  private Operation twoValues(long number, String text) {
    return () -> {
      Callable<Long> task = (Callable<Long> & Serializable) () -> number + text.length();
      executor.submit(task).get();
    };
  }

  /** A lambda would do as well, and be slower. */
  private static final class Nothing implements Callable<Object>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public Object call() {
      return true;
    }
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
