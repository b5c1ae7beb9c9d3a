package dev.lido.e2e;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * The cluster that {@code KUBECONFIG} names, and in it a namespace with a pool and a caller.
 *
 * @param client how the tests look at it
 * @param namespace where pool and caller are
 */
record TestCluster(KubernetesClient client, String namespace) implements AutoCloseable {

  static final ConditionFactory AWAIT =
      Awaitility.await().pollInterval(Duration.ofMillis(250)).timeout(Duration.ofMinutes(3));
  static final String POOL = "e2e";
  static final String IMAGE = System.getProperty("lido.e2e.image", "lido-e2e:latest");

  /** Installs the operator, and starts pool and caller. */
  static TestCluster open(String callersNode) {
    Operators.install();
    String namespace = "lido-e2e-" + Long.toString(System.currentTimeMillis(), 36);
    Kubectl.run("create", "namespace", namespace);
    Kubectl.apply(
        namespace,
        Resources.read("e2e.yaml").replace("$IMAGE", IMAGE).replace("$NODE", callersNode));
    return new TestCluster(new KubernetesClientBuilder().build(), namespace);
  }

  /** Runs {@code kubectl} in the namespace. */
  String kubectl(String... arguments) {
    return Kubectl.run(
        Stream.concat(Stream.of("-n", namespace), Stream.of(arguments)).toArray(String[]::new));
  }

  /** Merges into the pool's spec, given as JSON. */
  void patch(String spec) {
    kubectl("patch", "poolresource", POOL, "--type=merge", "-p", "{\"spec\":" + spec + "}");
  }

  void scale(int replicas) {
    kubectl("scale", "poolresource", POOL, "--replicas=" + replicas);
  }

  /** Changes the template: the image, and a variable that no template before had. */
  void update(String image) {
    client
        .resources(PoolResource.class)
        .inNamespace(namespace)
        .withName(POOL)
        .edit(pool -> changed(pool, image));
  }

  private static PoolResource changed(PoolResource pool, String image) {
    PodTemplateSpec template = Objects.requireNonNull(pool.getSpec().getTemplate());
    Container worker = template.getSpec().getContainers().getFirst();
    worker.setImage(image);
    List<EnvVar> environment = new ArrayList<>(worker.getEnv());
    environment.removeIf(variable -> variable.getName().equals("ROUND"));
    environment.add(new EnvVar("ROUND", Long.toString(System.nanoTime()), null));
    worker.setEnv(environment);
    return pool;
  }

  /** Returns the pool's workers that have not ended. */
  List<Pod> workers() {
    return pods().stream()
        .filter(pod -> !List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase()))
        .toList();
  }

  private List<Pod> pods() {
    return client.pods().inNamespace(namespace).withLabel(PoolNames.POOL, POOL).list().getItems();
  }

  /** Returns the workers that are ready and not about to go. */
  List<Pod> serving() {
    return workers().stream()
        .filter(Readiness::isPodReady)
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  List<Pod> servingOn(String node) {
    return serving().stream().filter(pod -> pod.getSpec().getNodeName().equals(node)).toList();
  }

  /** Returns how the workers of earlier times ended, as their successors remember. */
  List<String> histories() {
    return pods().stream()
        .map(pod -> pod.getMetadata().getAnnotations().get("lido.dev/history"))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Waits until the pool is at rest, with so many workers and no others. */
  void awaitAtRest(int workers) {
    AWAIT.until(() -> atRest() && serving().size() == workers && pods().size() == workers);
  }

  private boolean atRest() {
    PoolResource pool = pool();
    return Objects.equals(status(pool).getObservedGeneration(), pool.getMetadata().getGeneration())
        && reason("Ready").equals("WorkersReady")
        && reason("Reconciling").isEmpty();
  }

  /** Returns the reason of a condition; empty if there is no such condition. */
  String reason(String type) {
    return Optional.ofNullable(status(pool()).getConditions()).orElse(List.of()).stream()
        .filter(condition -> type.equals(condition.getType()))
        .map(Condition::getReason)
        .findFirst()
        .orElse("");
  }

  long restarts() {
    return Optional.ofNullable(status(pool()).getRestarts()).orElse(0L);
  }

  /** Returns the status of the budget that the operator keeps for the pool. */
  PodDisruptionBudgetStatus budget() {
    return client
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(namespace)
        .withName(PoolNames.budget(POOL))
        .require()
        .getStatus();
  }

  /** Returns the message of the pool's event of a reason; empty if there is none. */
  String event(String reason) {
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> POOL.equals(event.getInvolvedObject().getName()))
        .filter(event -> reason.equals(event.getReason()))
        .map(Event::getMessage)
        .findFirst()
        .orElse("");
  }

  /** Waits until the pool's event of a reason tells of a worker. */
  void awaitEvent(String reason, String worker) {
    AWAIT.until(() -> event(reason).contains(worker));
  }

  private static PoolStatus status(PoolResource pool) {
    return Optional.ofNullable(pool.getStatus()).orElseGet(PoolStatus::new);
  }

  private PoolResource pool() {
    return client.resources(PoolResource.class).inNamespace(namespace).withName(POOL).require();
  }

  @Override
  public void close() {
    Kubectl.run("delete", "namespace", namespace, "--wait=false");
    client.close();
  }
}
