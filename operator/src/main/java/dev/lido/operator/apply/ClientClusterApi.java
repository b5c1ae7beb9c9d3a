package dev.lido.operator.apply;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.kubelet.KubeletEvent;
import dev.lido.operator.pod.PodDraft;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the API server through clients. It is thread-safe. */
public final class ClientClusterApi implements ClusterApi {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final KubernetesClient writing;
  private final Set<String> namespaces;

  /**
   * Makes one; the clients are not closed with it.
   *
   * @param client reads
   * @param writing writes
   * @param namespaces where the pools are; empty: everywhere
   */
  public ClientClusterApi(
      KubernetesClient client, KubernetesClient writing, Set<String> namespaces) {
    this.client = client;
    this.writing = writing;
    this.namespaces = Set.copyOf(namespaces);
  }

  @Override
  public String create(HasMetadata object) {
    return version(writing.resource(object).create());
  }

  @Override
  public String createPod(PodDraft pod) {
    return LeanWrite.create(writing, podsPath(pod.metadata().getNamespace()), pod.json());
  }

  @Override
  public Set<String> poolUids() {
    Set<String> uids = new HashSet<>();
    (namespaces.isEmpty() ? Stream.of("") : namespaces.stream())
        .forEach(namespace -> addPoolUids(namespace, uids));
    return uids;
  }

  /** In pages: only the UIDs are kept. */
  private void addPoolUids(String namespace, Set<String> uids) {
    var pools =
        namespace.isEmpty()
            ? client.resources(PoolResource.class).inAnyNamespace()
            : client.resources(PoolResource.class).inNamespace(namespace);
    @Nullable String next = null;
    do {
      var page = pools.list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      page.getItems().forEach(pool -> uids.add(pool.getMetadata().getUid()));
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
  }

  @Override
  public Optional<PoolResource> pool(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(PoolResource.class).inNamespace(namespace).withName(name).get());
  }

  @Override
  public Optional<Pod> pod(String namespace, String name) {
    return Optional.ofNullable(client.pods().inNamespace(namespace).withName(name).get());
  }

  /** Lists without a resource version: what the API server stored last, not what it cached. */
  @Override
  public List<Pod> pods(String namespace, String pool) {
    return client.pods().inNamespace(namespace).withLabel(PoolNames.POOL, pool).list().getItems();
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return Optional.ofNullable(client.services().inNamespace(namespace).withName(name).get());
  }

  @Override
  public String annotate(
      String namespace, String name, String unchanged, Map<String, String> annotations) {
    Map<String, Object> metadata = Map.of("resourceVersion", unchanged, "annotations", annotations);
    return LeanWrite.patch(
        writing, podPath(namespace, name), Serialization.asJson(Map.of("metadata", metadata)));
  }

  @Override
  public void changeSpec(Service read, Map<String, Object> fields) {
    writing
        .services()
        .inNamespace(read.getMetadata().getNamespace())
        .withName(read.getMetadata().getName())
        .patch(MERGE, locked(read, "spec", fields));
  }

  @Override
  public Optional<PodDisruptionBudget> budget(String namespace, String name) {
    return Optional.ofNullable(
        client.policy().v1().podDisruptionBudget().inNamespace(namespace).withName(name).get());
  }

  @Override
  public void changeBudget(PodDisruptionBudget read, Map<String, Object> fields) {
    writing
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(read.getMetadata().getNamespace())
        .withName(read.getMetadata().getName())
        .patch(MERGE, locked(read, "spec", fields));
  }

  @Override
  public void deleteBudget(PodDisruptionBudget read) {
    ObjectMeta metadata = read.getMetadata();
    delete(
        "/apis/policy/v1/namespaces/%s/poddisruptionbudgets/%s"
            .formatted(metadata.getNamespace(), metadata.getName()),
        metadata.getUid(),
        Optional.empty());
  }

  /** Filters here too: not every API server knows this field selector. */
  @Override
  public List<KubeletEvent> killings(String namespace, String podUid) {
    return client
        .v1()
        .events()
        .inNamespace(namespace)
        .withField("involvedObject.uid", podUid)
        .list()
        .getItems()
        .stream()
        .filter(event -> podUid.equals(event.getInvolvedObject().getUid()))
        .flatMap(event -> KubeletEvent.read(event).stream())
        .toList();
  }

  @Override
  public void deletePod(String namespace, String name, String uid, Optional<String> unchanged) {
    delete(podPath(namespace, name), uid, unchanged);
  }

  private static String podsPath(String namespace) {
    return "/api/v1/namespaces/" + namespace + "/pods";
  }

  private static String podPath(String namespace, String name) {
    return podsPath(namespace) + "/" + name;
  }

  private void delete(String path, String uid, Optional<String> unchanged) {
    DeleteOptions onlyThis =
        new DeleteOptionsBuilder().withNewPreconditions(unchanged.orElse(null), uid).build();
    writing.raw(path, "DELETE", onlyThis);
  }

  @Override
  public String writeStatus(PoolResource read, PoolStatus status) {
    String path =
        "/apis/lido.dev/v1alpha1/namespaces/%s/poolresources/%s/status"
            .formatted(read.getMetadata().getNamespace(), read.getMetadata().getName());
    return LeanWrite.patch(writing, path, locked(read, "status", status));
  }

  private static String locked(HasMetadata read, String field, Object value) {
    return Serialization.asJson(
        Map.of("metadata", Map.of("resourceVersion", version(read)), field, value));
  }

  private static String version(HasMetadata read) {
    return read.getMetadata().getResourceVersion();
  }
}
