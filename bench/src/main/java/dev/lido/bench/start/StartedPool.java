package dev.lido.bench.start;

import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.EmbeddedCluster;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Pools in an embedded cluster: operator and local kubelet start their workers. */
final class StartedPool implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  @SuppressWarnings("InlineFormatString") // A manifest is read better on its own.
  private static final String MANIFEST =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata: {name: bench, namespace: default}
      spec:
        replicas: %d
        drain: {timeout: 1s}
        template:
          spec:
            containers: [{name: worker, image: lido-worker}]
      """;

  private final EmbeddedCluster cluster;

  private final long idleMillis;

  private StartedPool(EmbeddedCluster cluster, long idleMillis) {
    this.cluster = cluster;
    this.idleMillis = idleMillis;
  }

  static StartedPool in(Path directory, List<Path> classes, long idleMillis) {
    return new StartedPool(
        EmbeddedCluster.start(ClusterOptions.in(directory).withClasspath(classes)), idleMillis);
  }

  /** Creates a pool, waits until all its workers are ready, and deletes it again. */
  Started measure(int workers) throws Exception {
    PoolResource pool =
        new KubernetesSerialization().unmarshal(MANIFEST.formatted(workers), PoolResource.class);
    Resource<PoolResource> resource = cluster.client().resource(pool);
    long begin = System.nanoTime();
    resource.create();
    resource.waitUntilCondition(now -> isReady(now, workers), PATIENCE_SECONDS, TimeUnit.SECONDS);
    double millis = (System.nanoTime() - begin) / 1e6;
    List<ProcessHandle> processes = processes();
    double cpu = processes.stream().mapToDouble(StartedPool::cpuMillis).average().orElse(0);
    Thread.sleep(idleMillis);
    double resident =
        processes.stream().mapToDouble(one -> Resident.mib(one.pid())).average().orElse(0);
    resource.delete();
    for (ProcessHandle process : processes) {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    resource.waitUntilCondition(Objects::isNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
    return new Started(millis, cpu, resident);
  }

  private static boolean isReady(@Nullable PoolResource pool, int workers) {
    return pool != null
        && pool.getStatus() != null
        && Objects.equals(pool.getStatus().getReady(), workers);
  }

  private static List<ProcessHandle> processes() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .filter(process -> process.info().commandLine().orElse("").contains("WorkerMain"))
        .toList();
  }

  private static double cpuMillis(ProcessHandle worker) {
    return worker.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
