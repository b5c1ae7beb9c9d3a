package dev.lido.client.guide;

import dev.lido.client.testkit.FakeCluster;
import dev.lido.client.testkit.WorkerProcess;
import dev.lido.worker.WorkerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An API server, which {@code Pools.connect()} finds, and the pool {@code primes} of 2 partitions,
 * each with a worker of 2 slots that is a process of its own.
 */
final class GuideCluster implements AutoCloseable {

  static final int SLOTS = 4;

  private static final String PROPERTY = "kubeconfig";

  private final FakeCluster api = new FakeCluster(0);
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final @Nullable String before;

  GuideCluster(Path folder) throws IOException {
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
    before = System.setProperty(PROPERTY, kubeconfig.toString());
    Path services = Files.createDirectories(folder.resolve("more/META-INF/services"));
    Files.writeString(services.resolve(WorkerInitializer.class.getName()), Shared.class.getName());
    api.declare("primes", 2);
    for (int partition = 0; partition < 2; partition++) {
      workers.add(worker(partition, folder, kubeconfig));
    }
    for (WorkerProcess worker : workers) {
      worker.awaitReady();
      api.list("primes", worker.address().port(), worker.healthPort(), true);
    }
  }

  private static WorkerProcess worker(int partition, Path folder, Path kubeconfig)
      throws IOException {
    Map<String, String> environment =
        Map.of(
            "LIDO_POOL",
            "primes",
            "LIDO_PARTITION",
            Integer.toString(partition),
            "LIDO_MAX_CONCURRENCY",
            "2",
            "KUBECONFIG",
            kubeconfig.toString());
    return new WorkerProcess(
        "primes-" + partition, folder, List.of(folder.resolve("more")), environment);
  }

  @Override
  public void close() {
    workers.forEach(WorkerProcess::close);
    api.close();
    if (before == null) {
      System.clearProperty(PROPERTY);
    } else {
      System.setProperty(PROPERTY, before);
    }
  }
}
