package dev.lido.client.internal.members;

import dev.lido.client.internal.call.CallSettings;
import dev.lido.client.internal.call.Outcome.Problem;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;

/**
 * Watches one PoolResource, and the EndpointSlices of its Service.
 *
 * <p>It never gives up: when the API server is away or says no, it goes on asking, ever more rarely,
 * and tells nothing but the problem meanwhile.
 */
public final class KubernetesMembers implements MemberSource {

  private static final Logger LOG = System.getLogger("dev.lido.client");

  private final String namespace;
  private final String pool;
  private final SharedIndexInformer<PoolResource> pools;
  private final SharedIndexInformer<EndpointSlice> slices;

  /** Creates the watches, which are not started. */
  public KubernetesMembers(KubernetesClient client, String namespace, String pool) {
    this.namespace = namespace;
    this.pool = pool;
    this.pools =
        client
            .resources(PoolResource.class)
            .inNamespace(namespace)
            .withName(pool)
            .runnableInformer(0);
    this.slices =
        client
            .discovery()
            .v1()
            .endpointSlices()
            .inNamespace(namespace)
            .withLabel("kubernetes.io/service-name", PoolNames.service(pool))
            .runnableInformer(0);
  }

  @Override
  public void start(Listener listener) {
    watch(pools, () -> tellPool(listener), listener);
    watch(slices, () -> tellMembers(listener), listener);
  }

  private static <T> void watch(SharedIndexInformer<T> informer, Runnable tell, Listener listener) {
    informer.exceptionHandler(
        (started, failure) -> {
          tellProblem(failure, listener);
          return true;
        });
    informer.addEventHandler(
        new OnAnyEvent<>(
            () -> {
              if (informer.hasSynced()) {
                tell.run();
              }
            }));
    var unused = informer.start().thenRun(tell);
  }

  private void tellPool(Listener listener) {
    List<PoolResource> found = pools.getStore().list();
    if (found.isEmpty()) {
      listener.problem(Problem.NOT_FOUND, "");
      return;
    }
    try {
      PoolSettings read = PoolSettings.of(found.getFirst().getSpec());
      listener.settings(
          new CallSettings(
              read.partitions(), read.taskTimeout(), read.queueLimit(), read.queueTimeout()));
    } catch (IllegalArgumentException unreadable) {
      LOG.log(
          Level.WARNING,
          "pool {0}/{1}: its spec cannot be read, so nothing changes: {2}",
          namespace,
          pool,
          unreadable.getMessage());
    }
  }

  private void tellMembers(Listener listener) {
    Set<WorkerAddress> ready = Slices.ready(slices.getStore().list());
    LOG.log(Level.DEBUG, "pool {0}/{1}: ready at {2}", namespace, pool, ready);
    listener.members(ready);
  }

  private static void tellProblem(Throwable failure, Listener listener) {
    Throwable at = failure;
    while (!(at instanceof KubernetesClientException) && at.getCause() != null) {
      at = at.getCause();
    }
    int code = at instanceof KubernetesClientException answer ? answer.getCode() : 0;
    switch (code) {
      case 401 -> listener.problem(Problem.UNAUTHENTICATED, firstLine(at));
      case 403 -> listener.problem(Problem.DENIED, firstLine(at));
      case 404 ->
          listener.problem(
              Problem.NOT_FOUND, "the API server knows no PoolResources: install Lido's CRD");
      case 0 -> listener.problem(Problem.UNREACHABLE, firstLine(at));
      default -> listener.problem(Problem.REFUSED, "status " + code + ": " + firstLine(at));
    }
  }

  private static String firstLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    pools.stop();
    slices.stop();
  }
}
