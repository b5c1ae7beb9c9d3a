package dev.lido.bench.pods;

import dev.lido.operator.testing.RealApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The API server, the kubelet, and the subjects' processes. */
final class Stage implements AutoCloseable {

  private static final long LOOK_MILLIS = 200;
  private static final double AT_REST_SECONDS = 0.011;
  private static final int LOOKS = 300;

  private final RealApiServer server = RealApiServer.shared();
  private final KubernetesClient client = server.client();
  private final KubernetesClient watching = server.client();
  private final Api api = new Api(client);
  private final Map<Subject, Controller> controllers = new EnumMap<>(Subject.class);
  private final Kubelet kubelet;
  private final boolean bare;

  /**
   * Starts everything.
   *
   * @param crd Lido's type
   * @param folder gets the logs
   * @param options of the operator's JVM
   * @param bare whether pods that are no workers have a container and nothing else
   */
  Stage(List<Subject> subjects, Path crd, Path folder, String options, boolean bare)
      throws Exception {
    this.bare = bare;
    client.load(Files.newInputStream(crd)).create();
    for (Subject subject : Subject.values()) {
      client
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(subject.namespace())
                  .endMetadata()
                  .build())
          .create();
    }
    Path kubeconfig = folder.resolve("kubeconfig");
    server.writeKubeconfig(kubeconfig);
    awaitType();
    this.kubelet = Kubelet.start(api, new Api(watching));
    for (Subject subject : subjects) {
      controllers.put(subject, Controller.start(subject, kubeconfig, folder, options));
    }
  }

  private static final int TYPE_LOOKS = 100;

  private void awaitType() throws InterruptedException {
    for (int look = 0; look < TYPE_LOOKS; look++) {
      if (api.get(Subject.LIDO.path()).contains("PoolResourceList")) {
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    throw new IllegalStateException("The API server does not know the type PoolResource");
  }

  Controller controller(Subject subject) {
    return Objects.requireNonNull(controllers.get(subject));
  }

  Sight sight(Subject subject) {
    return kubelet.sight(subject);
  }

  Requests requests() {
    return Requests.read(api);
  }

  /** Lets a subject go on and stops the others; returns when it has nothing left to do. */
  void alone(Subject subject) throws Exception {
    for (Map.Entry<Subject, Controller> other : controllers.entrySet()) {
      if (other.getKey() != subject) {
        other.getValue().pause();
      }
    }
    controller(subject).resume();
    declare(subject, new Trial.Size(1, 1));
    sight(subject).awaitReady(1);
    clear(subject);
  }

  /** Waits until a subject's process does nothing. */
  void awaitRest(Subject subject) throws InterruptedException {
    double before = controller(subject).cpuSeconds();
    for (int look = 0; look < LOOKS; look++) {
      Thread.sleep(LOOK_MILLIS);
      double now = controller(subject).cpuSeconds();
      if (now - before < AT_REST_SECONDS) {
        return;
      }
      before = now;
    }
    throw new IllegalStateException(subject + " does not come to rest");
  }

  /** Declares sets; returns when that began. */
  long declare(Subject subject, Trial.Size size) throws Exception {
    sight(subject).begin();
    List<String> sets =
        IntStream.range(0, size.sets())
            .mapToObj(set -> subject.set("set-" + set, size.podsEach(), bare))
            .toList();
    long began = System.nanoTime();
    api.each(sets, set -> api.post(subject.path(), set));
    return began;
  }

  /** Lets a pod's process die; returns when that began. */
  long end(Subject subject, String pod) {
    long began = System.nanoTime();
    kubelet.end(subject, pod);
    return began;
  }

  /** Deletes all sets and all that they have; nobody else collects garbage here. */
  void clear(Subject subject) throws Exception {
    api.delete(subject.path());
    sight(subject).awaitNoSets();
    awaitRest(subject);
    while (!sight(subject).pods().isEmpty()) {
      api.each(sight(subject).pods(), pod -> api.delete(Kubelet.pods(subject) + "/" + pod));
      awaitRest(subject);
    }
    String namespace = subject.namespace();
    api.delete("/api/v1/namespaces/" + namespace + "/events");
    api.delete("/api/v1/namespaces/" + namespace + "/services");
    api.delete("/apis/policy/v1/namespaces/" + namespace + "/poddisruptionbudgets");
    awaitRest(subject);
  }

  @Override
  public void close() {
    kubelet.close();
    controllers.values().forEach(Controller::close);
    client.close();
    watching.close();
    server.close();
  }
}
