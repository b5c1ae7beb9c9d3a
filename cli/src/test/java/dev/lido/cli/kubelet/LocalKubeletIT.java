package dev.lido.cli.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.cli.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKubeletIT {

  @TempDir private Path logs;
  private final ApiServer server = new ApiServer(0);
  private KubernetesClient client;
  private LocalKubelet kubelet;

  @BeforeEach
  void start() {
    server.start();
    client = new KubernetesClientBuilder().withConfig(server.config()).build();
    kubelet = new LocalKubelet(client, options());
    kubelet.start();
  }

  private KubeletOptions options() {
    return new KubeletOptions(
        KubeletOptions.NODE, Optional.empty(), Path.of("none"), List.of(), logs);
  }

  @AfterEach
  void stop() {
    kubelet.close();
    client.close();
    server.close();
  }

  private static PodBuilder shell(String name, String script) {
    // spotless:off
    return new PodBuilder()
        .withNewMetadata().withName(name).withNamespace("default").addToLabels("app", "shell").endMetadata()
        .withNewSpec()
          .withRestartPolicy("Never")
          .withTerminationGracePeriodSeconds(1L)
          .addNewContainer()
            .withName("main")
            .withCommand("sh", "-c", script)
            .withTerminationMessagePolicy("FallbackToLogsOnError")
            .addNewPort().withName("web").withContainerPort(8080).endPort()
          .endContainer()
        .endSpec();
    // spotless:on
  }

  private Pod create(PodBuilder pod) {
    return client.resource(pod.build()).create();
  }

  private Pod awaitPod(Pod pod, Predicate<Pod> condition) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> client.resource(pod).get(), found -> found != null && condition.test(found));
  }

  private static Predicate<Pod> phase(String phase) {
    return pod -> pod.getStatus() != null && phase.equals(pod.getStatus().getPhase());
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static ContainerStateTerminated end(Pod pod) {
    return pod.getStatus().getContainerStatuses().getFirst().getState().getTerminated();
  }

  private static long pid(Pod pod) {
    return Long.parseLong(pod.getMetadata().getAnnotations().get(LocalKubelet.PID));
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  @Test
  void shouldReportHowAProcessEnded() {
    // Given
    Pod well = create(shell("well", "exit 0"));
    Pod badly = create(shell("badly", "echo first; echo last words >&2; exit 3"));

    // When
    ContainerStateTerminated good = end(awaitPod(well, phase("Succeeded")));
    ContainerStateTerminated bad = end(awaitPod(badly, phase("Failed")));

    // Then
    assertThat(good.getExitCode()).isZero();
    assertThat(good.getReason()).isEqualTo("Completed");
    assertThat(bad.getExitCode()).isEqualTo(3);
    assertThat(bad.getReason()).isEqualTo("Error");
    assertThat(bad.getMessage()).isEqualTo("first\nlast words");
  }

  @Test
  void shouldReportTheSignalThatEndedAProcess() {
    // Given
    Pod pod = awaitPod(create(shell("victim", "exec sleep 100")), LocalKubeletIT::isReady);

    // When
    ProcessHandle.of(pid(pod)).orElseThrow().destroyForcibly();

    // Then
    ContainerStateTerminated end = end(awaitPod(pod, phase("Failed")));
    assertThat(end.getExitCode()).isEqualTo(137);
    assertThat(end.getSignal()).isEqualTo(9);
  }

  @Test
  void shouldTellAProcessWhoItIs() throws Exception {
    // Given
    // spotless:off
    Pod pod = create(shell("env", "echo $NAME-$(NAMESPACE) $IP $APP; exit 1").editSpec().editFirstContainer()
        .addNewEnv().withName("NAME").withNewValueFrom().withNewFieldRef("v1", "metadata.name").endValueFrom().endEnv()
        .addNewEnv().withName("NAMESPACE").withNewValueFrom().withNewFieldRef("v1", "metadata.namespace").endValueFrom().endEnv()
        .addNewEnv().withName("IP").withNewValueFrom().withNewFieldRef("v1", "status.podIP").endValueFrom().endEnv()
        .addNewEnv().withName("APP").withNewValueFrom().withNewFieldRef("v1", "metadata.labels['app']").endValueFrom().endEnv()
        .endContainer().endSpec());
    // spotless:on

    // When
    Pod ended = awaitPod(pod, phase("Failed"));

    // Then
    String ip = ended.getStatus().getPodIP();
    assertThat(end(ended).getMessage()).isEqualTo("env-default " + ip + " shell");
    assertThat(ip).startsWith("127.");
    Path log = Path.of(ended.getMetadata().getAnnotations().get(LocalKubelet.LOG));
    assertThat(Files.readString(log)).contains(ip);
  }

  @Test
  void shouldLetAProcessEndWithinItsGracePeriod() {
    // Given
    String script = "trap 'echo bye; exit 0' TERM; while :; do sleep 0.02; done";
    PodBuilder patient =
        shell("patient", script).editSpec().withTerminationGracePeriodSeconds(30L).endSpec();
    Pod pod = awaitPod(create(patient), LocalKubeletIT::isReady);

    // When
    client.resource(pod).delete();

    // Then
    await().until(() -> client.resource(pod).get() == null);
    assertThat(isAlive(pid(pod))).isFalse();
    assertThat(logs.resolve("default/patient/main.log")).hasContent("bye");
  }

  @Test
  void shouldKillAProcessWhoseGraceIsOver() {
    // Given
    String script = "trap '' TERM; echo deaf; while :; do sleep 0.05; done";
    Pod pod = awaitPod(create(shell("deaf", script)), LocalKubeletIT::isReady);
    await()
        .untilAsserted(() -> assertThat(logs.resolve("default/deaf/main.log")).hasContent("deaf"));

    // When
    client.resource(pod).delete();

    // Then
    await().atMost(Duration.ofSeconds(5)).until(() -> client.resource(pod).get() == null);
    assertThat(isAlive(pid(pod))).isFalse();
  }

  @Test
  void shouldGiveEveryPodItsOwnAddress() {
    List<Pod> pods =
        IntStream.range(0, 5).mapToObj(i -> create(shell("p" + i, "exec sleep 100"))).toList();

    Set<String> addresses =
        pods.stream()
            .map(pod -> awaitPod(pod, LocalKubeletIT::isReady).getStatus().getPodIP())
            .collect(Collectors.toSet());

    assertThat(addresses).hasSize(5);
  }

  @Test
  void shouldRefuseWhatItCannotRun() {
    // Given
    PodBuilder restarting =
        shell("always", "exit 0").editSpec().withRestartPolicy("Always").endSpec();
    PodBuilder stock =
        shell("stock", "exit 0")
            .editSpec()
            .editFirstContainer()
            .withCommand(List.of())
            .endContainer()
            .endSpec();

    // When
    Pod always = awaitPod(create(restarting), phase("Failed"));
    Pod programless = awaitPod(create(stock), phase("Failed"));

    // Then
    assertThat(always.getStatus().getMessage()).contains("restartPolicy Never only");
    assertThat(programless.getStatus().getMessage()).contains("LIDO_HOME");
  }

  @Test
  void shouldReplaceNothingButKillAllWhenItStops() {
    // Given
    List<Pod> pods =
        IntStream.range(0, 3)
            .mapToObj(i -> awaitPod(create(shell("p" + i, "sleep 100")), LocalKubeletIT::isReady))
            .toList();

    // When
    kubelet.close();

    // Then
    await().until(() -> pods.stream().noneMatch(pod -> isAlive(pid(pod))));
  }

  @Test
  void shouldListTheReadyPodsOfAService() {
    // Given
    Service service = client.resource(service()).create();
    Pod first = awaitPod(create(shell("first", "exec sleep 100")), LocalKubeletIT::isReady);
    Pod second = awaitPod(create(shell("second", "exec sleep 100")), LocalKubeletIT::isReady);
    await().untilAsserted(() -> assertThat(ready(service)).containsExactly("first", "second"));

    // When
    ProcessHandle.of(pid(first)).orElseThrow().destroyForcibly();

    // Then
    await().untilAsserted(() -> assertThat(ready(service)).containsExactly("second"));
    EndpointSlice slice = slices(service).getFirst();
    assertThat(slice.getPorts().getFirst().getPort()).isEqualTo(8080);
    assertThat(slice.getEndpoints().getFirst().getAddresses())
        .containsExactly(second.getStatus().getPodIP());
  }

  private static Service service() {
    // spotless:off
    return new ServiceBuilder()
        .withNewMetadata().withName("shells").withNamespace("default").endMetadata()
        .withNewSpec()
          .withClusterIP("None")
          .addToSelector("app", "shell")
          .addNewPort().withName("web").withPort(80).withNewTargetPort("web").endPort()
        .endSpec()
        .build();
    // spotless:on
  }

  private List<EndpointSlice> slices(Service service) {
    return client
        .resources(EndpointSlice.class)
        .inNamespace("default")
        .withLabel("kubernetes.io/service-name", service.getMetadata().getName())
        .list()
        .getItems();
  }

  private List<String> ready(Service service) {
    return slices(service).stream()
        .map(EndpointSlice::getEndpoints)
        .flatMap(List::stream)
        .filter(endpoint -> endpoint.getConditions().getReady())
        .map(Endpoint::getTargetRef)
        .map(reference -> reference.getName())
        .toList();
  }

  @Test
  void shouldCollectWhatADeletedServiceOwned() {
    // Given
    Service service = client.resource(service()).create();
    // spotless:off
    Pod pod = awaitPod(create(shell("owned", "exec sleep 100").editMetadata()
        .addNewOwnerReference().withApiVersion("v1").withKind("Service").withName("shells")
        .withUid(service.getMetadata().getUid()).endOwnerReference().endMetadata()), LocalKubeletIT::isReady);
    // spotless:on
    await().until(() -> !slices(service).isEmpty());

    // When
    client.resource(service).delete();

    // Then
    await().until(() -> client.resource(pod).get() == null && slices(service).isEmpty());
    assertThat(isAlive(pid(pod))).isFalse();
  }

  @Test
  void shouldCatchUpAfterAnOutage() {
    // Given
    Pod pod = awaitPod(create(shell("pod", "exec sleep 100")), LocalKubeletIT::isReady);
    server.stop();

    // When
    ProcessHandle.of(pid(pod)).orElseThrow().destroyForcibly();
    server.start();

    // Then
    assertThat(end(awaitPod(pod, phase("Failed"))).getExitCode()).isEqualTo(137);
  }
}
