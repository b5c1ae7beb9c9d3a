package dev.lido.operator;

import static dev.lido.operator.Cluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.testing.RealApiServer;
import dev.lido.operator.testing.TiedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people type, and what kubectl prints. */
class KubectlIT extends OperatorInCluster {

  private static final String MANIFEST =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata: {name: thumbnails}
      spec:
        partitions: 2
        replicas: 3
        maxConcurrency: 4
        template: {spec: {containers: [{name: worker, image: 'example.com/worker:1'}]}}
      """;

  @TempDir Path folder;

  private Path kubectl;

  @BeforeEach
  void prepare() throws IOException {
    Optional<Path> program = RealApiServer.program("kubectl");
    Assumptions.assumeTrue(program.isPresent(), "no kubectl beside kube-apiserver");
    kubectl = program.get();
    RealApiServer.shared().writeKubeconfig(folder.resolve("kubeconfig"));
    Files.writeString(folder.resolve("pool.yaml"), MANIFEST);
  }

  @Test
  void shouldApplyWaitShowScaleAndFindNothingToChange() {
    String manifest = folder.resolve("pool.yaml").toString();

    assertThat(kubectl("apply", "-f", manifest))
        .isEqualTo("poolresource.lido.dev/thumbnails created\n");
    assertThat(kubectl("wait", "--for=condition=Ready", "pool/thumbnails", "--timeout=30s"))
        .contains("condition met");

    assertThat(words(kubectl("get", "pool")))
        .containsExactly(
            "NAME READY DESIRED CAPACITY RESTARTS STATUS AGE",
            "thumbnails 3 3 12 0 WorkersReady AGE");
    assertThat(words(kubectl("get", "pools", "-o", "wide")))
        .containsExactly(
            "NAME READY DESIRED CAPACITY RESTARTS STATUS AGE PARTITIONS UPDATED MESSAGE",
            "thumbnails 3 3 12 0 WorkersReady AGE 2 3 3 of 3 workers are ready");
    assertThat(kubectl("diff", "-f", manifest)).isEmpty();
    assertThat(kubectl("apply", "-f", manifest)).contains("unchanged");
    assertThat(kubectl("scale", "pool/thumbnails", "--replicas=5")).contains("scaled");
    AWAIT.until(() -> cluster.pods("thumbnails").size() == 5);
  }

  /** Without what differs from run to run. */
  private static Stream<String> words(String table) {
    return table
        .lines()
        .map(line -> line.strip().replaceAll(" +", " ").replaceAll(" [0-9]+s\\b", " AGE"));
  }

  @Test
  void shouldExplainEveryField() {
    assertThat(kubectl("explain", "pools.spec.update"))
        .contains("How a changed template reaches the workers", "maxSurge", "a share rounded up")
        .doesNotContain("<no description>");
    assertThat(kubectl("explain", "pool"))
        .contains(
            "A pool of supervised workers", "What is wanted of the pool", "What the operator");
  }

  private String kubectl(String... arguments) {
    Path output = folder.resolve("output");
    List<String> command =
        Stream.concat(
                Stream.of(kubectl.toString(), "--namespace", cluster.namespace()),
                Stream.of(arguments))
            .toList();
    Map<String, String> environment =
        Map.of("KUBECONFIG", folder.resolve("kubeconfig").toString(), "HOME", folder.toString());
    try (TiedProcess process = TiedProcess.start(command, environment, output)) {
      AWAIT.until(() -> process.exitCode().isPresent());
      String said = Files.readString(output);
      assertThat(process.exitCode().orElseThrow()).as(said).isZero();
      return said;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
