package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.lido.operator.testing.RealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its users start it. */
class OperatorMainIT {

  private static final String SECRETIVE =
      """
      template:
        metadata: {annotations: {example.com/token: hunter2}}
        spec:
          imagePullSecrets: [{name: registry-secret}]
          containers:
            - {name: worker, image: IMAGE, args: [--key=hunter2], env: [{name: KEY, value: hunter2}]}
      """;

  @TempDir Path folder;

  @Test
  void shouldRefuseToStartWithWhatMakesNoSense() throws IOException {
    assertThat(run("--lease-namespace=system", "--lease-duration=1500ms")).isEqualTo(2);

    assertThat(output())
        .isEqualTo(
            "--lease-duration: A Lease holds for whole seconds, 2 or more, not PT1.5S: write 15s,"
                + " say\n");

    assertThat(run("--lease-namespace=system", "--lease-duration=99999h")).isEqualTo(2);
    assertThat(output())
        .startsWith("--lease-duration: A Lease holds for an hour at most")
        .hasLineCount(1);

    assertThat(run("--tls=/nowhere")).isEqualTo(2);
    assertThat(output()).startsWith("--tls: ").contains("/nowhere").hasLineCount(1);
  }

  @Test
  void shouldHelp() throws IOException {
    assertThat(run("--help")).isZero();

    assertThat(output()).contains("Usage: lido-operator", "--namespaces", "LIDO_NAMESPACES");
  }

  @Test
  void shouldAnswerProbesWhileItMayReadNothing() {
    // When
    try (Cluster cluster = Cluster.open();
        OperatorProcess operator =
            OperatorProcess.start("third", cluster, Duration.ofSeconds(4), folder)) {
      AWAIT.until(() -> operator.log().contains("is forbidden"));

      // Then: as often as kubelets ask, until it may
      for (int i = 0; i < 10; i++) {
        assertThat(Http.get(operator.httpPort(), "/readyz").body())
            .startsWith("not ready: starting");
        assertThat(Http.status(operator.httpPort(), "/livez")).isEqualTo(200);
        assertThat(Http.status(operator.httpPort(), "/metrics")).isEqualTo(200);
      }
    }
  }

  @Test
  void shouldLogALineForATransitionAndNoSecret() {
    // Given
    try (Cluster cluster = Cluster.open();
        FakeKubelet kubelet = FakeKubelet.startingAll(cluster)) {
      OperatorRoles.grant(cluster, "third");
      try (OperatorProcess operator =
          OperatorProcess.start("third", cluster, Duration.ofSeconds(4), folder)) {
        AWAIT.until(operator::standsBy);

        // When
        cluster.apply("good", SECRETIVE.replace("IMAGE", "example.com/worker:1"));
        cluster.apply("bad", SECRETIVE.replace("IMAGE", "' '"));
        cluster.awaitReady("good");
        kubelet.exit(
            cluster.pods("good").getFirst(),
            1,
            "NOTE: Picked up JDK_JAVA_OPTIONS: -Dkey=hunter2\nno more\nroom");
        AWAIT.until(() -> cluster.is("bad", "Stalled"));
        AWAIT.until(() -> operator.log().contains("reason=\"WorkerExited\""));
        AWAIT.until(() -> refusals(operator) >= 3);

        // Then
        assertThat(operator.log().lines())
            .filteredOn(line -> line.contains("reason=\"InvalidTemplate\""))
            .singleElement(STRING)
            .contains("WARN", "namespace=\"" + cluster.namespace() + "\"", "pool=\"bad\"");
        assertThat(operator.log().lines())
            .filteredOn(line -> line.contains(" WARN ") && line.contains("Not done"))
            .singleElement(STRING)
            .contains("pool=\"bad\"", "action=\"CreateWorker\"");
        assertThat(operator.log().lines())
            .filteredOn(line -> line.contains("reason=\"WorkerExited\""))
            .singleElement(STRING)
            .contains("(Error): no more | room namespace", "pool=\"good\"", "partition=\"0\"")
            .contains("worker=\"good-0-0-");
        assertThat(operator.log())
            .doesNotContain("hunter2", "registry-secret", RealApiServer.tokenOf("third"));
      }
    }
  }

  private static double refusals(OperatorProcess operator) {
    return Http.get(operator.httpPort(), "/metrics")
        .body()
        .lines()
        .filter(line -> line.contains("code=\"422\",resource=\"pods\",verb=\"create\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private int run(String... arguments) {
    return OperatorProcess.run(folder.resolve("output"), arguments);
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }
}
