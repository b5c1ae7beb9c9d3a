package dev.lido.cli.kubelet;

import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A kubelet that runs each pod as a process of this machine, on a loopback address of its own.
 *
 * <p>It schedules too: every pod that has no node gets this one. It runs pods of one container with
 * restartPolicy Never: the container's command, or else the stock worker; images are not looked at.
 * It also does what a cluster's controllers do for a pool: EndpointSlices of Services, and the
 * collection of what a deleted PoolResource or Service owned.
 *
 * <p>Its processes die with it, whatever ends it. It is thread-safe.
 */
public final class LocalKubelet implements AutoCloseable {

  /** Annotation: the process id of a pod's process. */
  public static final String PID = "lido.dev/pid";

  /** Annotation: the file that has the output of a pod's process. */
  public static final String LOG = "lido.dev/log";

  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final KubernetesClient client;
  private final KubeletOptions options;
  private final InstantSource clock = InstantSource.system();
  private final Addresses addresses;
  private final Map<String, PodRun> runs = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Informers informers;
  private final NodeHeartbeat heartbeat;

  /**
   * Makes a kubelet, not yet started.
   *
   * @param client reaches the API server; it stays the caller's
   */
  public LocalKubelet(KubernetesClient client, KubeletOptions options) {
    this(client, options, new Addresses(Addresses.areMany()));
  }

  LocalKubelet(KubernetesClient client, KubeletOptions options, Addresses addresses) {
    this.addresses = addresses;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(client.getConfiguration())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    this.options = options;
    this.informers = new Informers(this.client, options.namespace());
    this.heartbeat = new NodeHeartbeat(this.client, options.node());
  }

  /** Registers the node and begins to run pods; returns when it knows those that exist. */
  public void start() {
    heartbeat.start();
    SharedIndexInformer<Service> services = informers.of(Service.class);
    SharedIndexInformer<PoolResource> pools = informers.of(PoolResource.class);
    SharedIndexInformer<Pod> pods = informers.of(Pod.class);
    EndpointSlices slices = new EndpointSlices(client, pods.getStore(), services.getStore());
    GarbageCollector collector =
        new GarbageCollector(client, pools.getStore(), services.getStore());
    services.addEventHandler(handler(slices::serviceChanged, slices::serviceChanged));
    services.addEventHandler(handler(collector::appeared, collector::disappeared));
    pools.addEventHandler(handler(pool -> {}, collector::disappeared));
    pods.addEventHandler(handler(this::consider, this::forget));
    pods.addEventHandler(handler(slices::podChanged, slices::podChanged));
    pods.addEventHandler(handler(collector::appeared, pod -> {}));
    threads.execute(slices);
    threads.execute(collector);
    informers.start();
  }

  private static <T> ResourceEventHandler<T> handler(Consumer<T> present, Consumer<T> absent) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        present.accept(object);
      }

      @Override
      public void onUpdate(T before, T now) {
        present.accept(now);
      }

      @Override
      public void onDelete(T object, boolean stateUnknown) {
        absent.accept(object);
      }
    };
  }

  private void consider(Pod pod) {
    String node = pod.getSpec().getNodeName();
    if (node != null && !node.equals(options.node())) {
      return;
    }
    boolean deleted = pod.getMetadata().getDeletionTimestamp() != null;
    boolean ended = pod.getStatus() != null && ENDED.contains(pod.getStatus().getPhase());
    String uid = pod.getMetadata().getUid();
    if (!runs.containsKey(uid) && !ended && !(deleted && node == null)) {
      run(uid, pod);
    }
    if (deleted) {
      delete(uid, pod);
    }
  }

  private void run(String uid, Pod pod) {
    PodRun run = new PodRun(new PodContext(pod, client, options, addresses, clock));
    runs.put(uid, run);
    threads.execute(run);
  }

  private void delete(String uid, Pod pod) {
    long grace = Optional.ofNullable(pod.getMetadata().getDeletionGracePeriodSeconds()).orElse(0L);
    Optional.ofNullable(runs.get(uid)).ifPresent(run -> run.delete(Duration.ofSeconds(grace)));
  }

  private void forget(Pod pod) {
    Optional.ofNullable(runs.remove(pod.getMetadata().getUid())).ifPresent(PodRun::removed);
  }

  /** Kills every process and stops. What the API server says of the pods stays as it is. */
  @Override
  public void close() {
    informers.close();
    heartbeat.close();
    runs.values().forEach(PodRun::kill);
    threads.shutdownNow();
    threads.close();
    runs.values().forEach(PodRun::kill);
    client.close();
  }
}
