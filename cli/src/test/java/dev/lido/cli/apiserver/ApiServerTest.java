package dev.lido.cli.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {

  private final ApiServer server = new ApiServer(0);
  private KubernetesClient client;

  @BeforeEach
  void start() {
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(server.config()).withRequestRetryBackoffLimit(0).build())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static Pod pod(String name) {
    // spotless:off
    return new PodBuilder()
        .withNewMetadata().withName(name).addToLabels("app", name).endMetadata()
        .withNewSpec()
          .addNewContainer().withName("main").withImage("none").endContainer()
        .endSpec()
        .build();
    // spotless:on
  }

  private Pod create(String name) {
    return client.resource(pod(name)).create();
  }

  private Pod bind(Pod pod) {
    // spotless:off
    client.raw(
        "/api/v1/namespaces/default/pods/" + pod.getMetadata().getName() + "/binding",
        "POST",
        new BindingBuilder().withNewTarget().withKind("Node").withName("here").endTarget().build());
    // spotless:on
    return client.resource(pod).get();
  }

  @Test
  void shouldKeepStatusOutOfTheObjectItself() {
    // Given
    Pod pod = create("a");

    // When
    client
        .pods()
        .inNamespace("default")
        .withName("a")
        .editStatus(
            p -> new PodBuilder(p).withNewStatus().withPhase("Running").endStatus().build());
    client
        .pods()
        .inNamespace("default")
        .withName("a")
        .edit(
            p ->
                new PodBuilder(p)
                    .editMetadata()
                    .addToAnnotations("x", "y")
                    .endMetadata()
                    .withNewStatus()
                    .withPhase("Bogus")
                    .endStatus()
                    .build());

    // Then
    Pod now = client.resource(pod).get();
    assertThat(now.getStatus().getPhase()).isEqualTo("Running");
    assertThat(now.getMetadata().getAnnotations()).containsEntry("x", "y");
  }

  @Test
  void shouldRefuseStaleWrites() {
    // Given
    Pod pod = create("a");
    Pod stale = client.resource(pod).get();
    client
        .pods()
        .resource(pod)
        .edit(
            p -> new PodBuilder(p).editMetadata().addToAnnotations("x", "y").endMetadata().build());

    // When / Then
    assertThatThrownBy(() -> client.resource(stale).update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(409);
              assertThat(e.getStatus().getReason()).isEqualTo("Conflict");
            });
  }

  @Test
  void shouldRemoveFieldsThatAMergePatchSetsToNull() {
    // Given
    Pod pod = create("a");

    // When
    client
        .pods()
        .resource(pod)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"labels\":{\"app\":null,\"b\":\"c\"}}}");

    // Then
    assertThat(client.resource(pod).get().getMetadata().getLabels()).containsOnlyKeys("b");
  }

  @Test
  void shouldSelectBySetsOfValues() {
    // Given
    IntStream.range(0, 4).forEach(i -> create("p" + i));

    // When
    List<Pod> found =
        client.pods().inNamespace("default").withLabelIn("app", "p1", "p3", "p9").list().getItems();

    // Then
    assertThat(found).extracting(p -> p.getMetadata().getName()).containsExactly("p1", "p3");
  }

  @Test
  void shouldGiveABoundPodItsGracePeriod() {
    // Given
    Pod pod = bind(create("a"));

    // When
    client.resource(pod).delete();

    // Then
    ObjectMeta marked = client.resource(pod).get().getMetadata();
    assertThat(marked.getDeletionTimestamp()).isNotNull();
    assertThat(marked.getDeletionGracePeriodSeconds()).isEqualTo(30);
    client.resource(pod).withGracePeriod(0).delete();
    assertThat(client.resource(pod).get()).isNull();
  }

  @Test
  void shouldDeleteAPodThatNobodyRunsAtOnce() {
    // Given
    Pod pod = create("a");

    // When
    client.resource(pod).delete();

    // Then
    assertThat(client.resource(pod).get()).isNull();
  }

  @Test
  void shouldHonourTheUidPrecondition() {
    // Given
    Pod first = create("a");
    client.resource(first).delete();
    Pod second = create("a");

    // When / Then
    String path = "/api/v1/namespaces/default/pods/a";
    String body = "{\"preconditions\":{\"uid\":\"" + first.getMetadata().getUid() + "\"}}";
    assertThatThrownBy(() -> client.raw(path, "DELETE", body))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(client.resource(second).get()).isNotNull();
  }

  @Test
  void shouldTellAWatchWhatHappenedBetweenItsListAndItself() {
    // Given
    Pod gone = create("gone");
    String since = client.pods().inNamespace("default").list().getMetadata().getResourceVersion();
    client.resource(gone).delete();
    create("fresh");

    // When
    List<String> seen = new CopyOnWriteArrayList<>();
    var watch =
        client.pods().inNamespace("default").withResourceVersion(since).watch(recorder(seen));

    // Then
    try (watch) {
      await().untilAsserted(() -> assertThat(seen).containsExactly("DELETED gone", "ADDED fresh"));
    }
  }

  private static Watcher<Pod> recorder(List<String> seen) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, Pod pod) {
        seen.add(action + " " + pod.getMetadata().getName());
      }

      @Override
      public void onClose(WatcherException cause) {}
    };
  }

  @Test
  void shouldKeepWhatItHoldsThroughAnOutage() {
    // Given
    create("a");
    try (SharedIndexInformer<Pod> informer = client.pods().inNamespace("default").inform()) {
      // When
      server.stop();
      assertThatThrownBy(() -> client.pods().inNamespace("default").list())
          .isInstanceOf(KubernetesClientException.class);
      server.start();
      create("b");

      // Then
      await().untilAsserted(() -> assertThat(informer.getStore().list()).hasSize(2));
    }
  }

  @Test
  void shouldNameTheBusyPort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      ApiServer second = new ApiServer(taken.getLocalPort());

      assertThatThrownBy(second::start)
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  @Test
  void shouldAnswerWithAStatusWhenSomethingIsNotThere() {
    assertThatThrownBy(
            () ->
                client.raw(
                    "/apis/lido.dev/v1alpha1/namespaces/default/poolresources/x/scale",
                    "PUT",
                    "{}"))
        .hasMessageContaining("poolresources.lido.dev \"x\" not found");
    assertThat(client.resources(PoolResource.class).inNamespace("default").withName("x").get())
        .isNull();
  }
}
