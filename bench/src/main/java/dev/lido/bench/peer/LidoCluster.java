package dev.lido.bench.peer;

import dev.lido.bench.process.JavaProcess;
import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.EmbeddedCluster;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An embedded cluster with pools of two workers of 64 slots, whose classes are the benchmark's. */
final class LidoCluster implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  @SuppressWarnings("InlineFormatString") // A manifest is read better on its own.
  private static final String MANIFEST =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata: {name: %s, namespace: default}
      spec:
        replicas: 2
        maxConcurrency: 64
        queue: {limit: 100000}
        template:
          spec:
            containers:
            - name: worker
              image: lido-worker
              env:
              - {name: JDK_JAVA_OPTIONS, value: "%s"}
              - {name: LIDO_TLS, value: "%s"}
      """;

  private final EmbeddedCluster cluster;

  private LidoCluster(EmbeddedCluster cluster) {
    this.cluster = cluster;
  }

  static LidoCluster start(Path directory) {
    List<Path> classes =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(entry -> entry.getFileName().toString().startsWith("lido-bench"))
            .toList();
    return new LidoCluster(
        EmbeddedCluster.start(ClusterOptions.in(directory).withClasspath(classes)));
  }

  /**
   * Adds a pool, and waits until it is ready.
   *
   * @param javaOptions of its workers, beside those of every subject's processes
   * @param tls what {@code LIDO_TLS} is there
   */
  void addPool(String name, String javaOptions, String tls) {
    String options =
        String.join(" ", JavaProcess.HEAP_AT_FIRST, JavaProcess.HEAP_AT_MOST, javaOptions).strip();
    PoolResource pool =
        new KubernetesSerialization()
            .unmarshal(MANIFEST.formatted(name, options, tls), PoolResource.class);
    cluster.client().resource(pool).create();
    cluster
        .client()
        .resource(pool)
        .waitUntilCondition(
            now -> now != null && now.getStatus() != null && isReady(now),
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
  }

  private static boolean isReady(PoolResource pool) {
    return Integer.valueOf(2).equals(pool.getStatus().getReady());
  }

  /** Returns the file that {@code KUBECONFIG} names to reach it. */
  Path kubeconfig() {
    return cluster.kubeconfig();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
