package dev.lido.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.EmbeddedCluster;
import dev.lido.cli.cluster.TestPool;
import dev.lido.client.Pools;
import dev.lido.protocol.task.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands on pools, against the embedded cluster. */
class CommandsIT {

  private static final String POOL =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata: {name: demo}
      spec:
        partitions: 2
        replicas: 2
        template: {spec: {containers: [{name: worker, image: none}]}}
      """;

  @TempDir private static Path directory;
  private static EmbeddedCluster cluster;
  private static TestPool pool;

  /** What a command did. */
  private record Result(int code, List<String> out, List<String> err) {}

  @BeforeAll
  static void start() {
    Path classes = Path.of("target/test-classes").toAbsolutePath();
    cluster = EmbeddedCluster.start(ClusterOptions.in(directory).withClasspath(List.of(classes)));
    pool = new TestPool(cluster.client(), "default", "demo");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void deletePool() {
    pool.resource().delete();
    await().until(() -> pool.pods().isEmpty());
  }

  private static Result lido(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = LidoCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Result(code, out.toString().lines().toList(), err.toString().lines().toList());
  }

  private static Result onCluster(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--kubeconfig", cluster.kubeconfig().toString()));
    return lido(all.toArray(String[]::new));
  }

  private static String file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "pool", ".yaml"), content).toString();
  }

  @Test
  void shouldCreateChangeAndDeleteAPool() throws Exception {
    // Given
    String declared = file(POOL);
    String changed = file(POOL.replace("replicas: 2", "replicas: 4"));

    // When / Then
    assertThat(onCluster("apply", "-f", declared).out())
        .containsExactly("poolresource/demo created");
    assertThat(onCluster("apply", "-f", declared).out())
        .containsExactly("poolresource/demo unchanged");
    assertThat(onCluster("apply", "-f", changed).out())
        .containsExactly("poolresource/demo configured");
    pool.awaitReady(4);
    assertThat(onCluster("scale", "demo", "--replicas", "2").out())
        .containsExactly("poolresource/demo scaled to 2");
    pool.awaitReady(2);
    assertThat(onCluster("delete", "-f", declared).out())
        .containsExactly("poolresource/demo deleted");
    assertThat(onCluster("get", "pools").err()).containsExactly("no pools in namespace default");
  }

  @Test
  void shouldRemoveWhatTheFileNoLongerDeclares() throws Exception {
    // Given
    onCluster("apply", "-f", file(POOL.replace("replicas: 2", "replicas: 2\n  maxConcurrency: 9")));

    // When
    onCluster("apply", "-f", file(POOL));

    // Then
    assertThat(pool.resource().get().getSpec().getMaxConcurrency()).isEqualTo(5);
  }

  @Test
  void shouldShowPools() throws Exception {
    // Given
    onCluster("apply", "-f", file(POOL));
    pool.awaitReady(2);

    // When
    Result table = onCluster("get", "pools");
    Result wide = onCluster("get", "pool", "demo", "-o", "wide");
    Result yaml = onCluster("get", "pools", "demo", "-o", "yaml");

    // Then
    assertThat(table.out().getFirst()).startsWith("NAME   READY   DESIRED");
    assertThat(table.out().getLast()).startsWith("demo   2       2         10");
    assertThat(wide.out().getLast()).contains("2 of 2 workers are ready");
    assertThat(yaml.out()).contains("kind: PoolResource", "  partitions: 2");
  }

  @Test
  void shouldShowPartitionsWorkersAndChildrenAsATree() throws Exception {
    // Given
    onCluster("apply", "-f", file(POOL));
    pool.awaitReady(2);
    Path gate = directory.resolve("gate");
    String name = gate.toString();
    Task<Boolean> waits = () -> waitFor(name);
    try (Pools pools = Pools.connect(cluster.client())) {
      CompletableFuture<Boolean> call = pools.pool("demo").partition(1).submit(waits);

      // When
      Result tree = await().until(() -> onCluster("tree", "demo"), CommandsIT::namesItsChild);

      // Then
      assertThat(tree.out().get(0))
          .isEqualTo("demo  WorkersReady  2/2 workers ready, 1/10 slots taken");
      assertThat(tree.out().get(1)).isEqualTo("├─ partition 0  1/1 workers ready, 0/5 slots taken");
      assertThat(tree.out().get(2))
          .matches("│  └─ demo-0-0-\\w+  process \\d+  0/5 slots taken  1 caller");
      assertThat(tree.out().get(5)).startsWith("      └─ child ").contains("CommandsIT");
      Files.createFile(gate);
      assertThat(call).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
    }
  }

  /** A child's name is known when its work has been read. */
  private static boolean namesItsChild(Result tree) {
    return tree.out().size() == 6 && !tree.out().getLast().contains("(being read)");
  }

  private static boolean waitFor(String file) throws InterruptedException {
    while (!Files.exists(Path.of(file))) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return true;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replicas: 2          | replicas: -2        | spec.replicas: Invalid value: -2
          replicas: 2          | replica: 2          | unknown field "spec.replica"
          kind: PoolResource   | kind: Deployment    | is a Deployment of lido.dev/v1alpha1: lido applies kind PoolResource
          partitions: 2        | {                   | is no YAML at line
          {name: demo}         | {}                  | has no metadata.name: write one
          name: worker         | name: wurker        | no container is named 'worker': give that name
          partitions: 2        | task: {timeout: 1x} | task.timeout: write a duration
          """)
  void shouldSayWhatToMendInAFile(String good, String bad, String said) throws Exception {
    Result result = onCluster("apply", "-f", file(POOL.replace(good, bad)));

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).hasSize(1);
    assertThat(result.err().getFirst()).startsWith("error: ").contains(said);
  }

  @Test
  void shouldSayWhatIsNotThere() {
    assertError(onCluster("apply", "-f", "nowhere.yaml"), "nowhere.yaml is not there");
    assertError(onCluster("get", "pools", "none"), "no pool none in namespace default");
    assertError(onCluster("tree", "none"), "no pool none");
    assertError(onCluster("scale", "none", "--replicas", "1"), "no pool none");
    assertError(onCluster("delete", "pool", "none"), "no pool none");
    assertError(
        lido("get", "pools", "--kubeconfig", "nowhere"), "the kubeconfig nowhere is not there");
  }

  @Test
  void shouldCallANamedTaskAndShowWhatItPrints() throws Exception {
    // Given
    onCluster("apply", "-f", file(POOL));
    pool.awaitReady(2);

    // When
    Result called = onCluster("call", "demo", "greet", "you");
    Result failed = onCluster("call", "demo", "greet", "--key", "k");
    Result unknown = onCluster("call", "demo", "none");

    // Then
    assertThat(called).isEqualTo(new Result(0, List.of("hello you"), List.of("greeting you")));
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err().getFirst()).isEqualTo("greeting ");
    assertThat(failed.err().getLast()).startsWith("error: ").contains("nobody to greet");
    assertError(unknown, "no handler is named 'none' in this worker's image, which has: greet");
    assertThat(onCluster("call", "demo", "greet", "--timeout", "soon").err().getFirst())
        .startsWith("error: --timeout is 'soon': write a time, as 30s or 1m30s");
    assertError(onCluster("call", "none", "greet"), "default/none");
  }

  private static void assertError(Result result, String said) {
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).hasSize(1);
    assertThat(result.err().getFirst()).startsWith("error: ").contains(said);
  }

  @Test
  void shouldSayWhatIsNoFile() throws Exception {
    // Given
    String folder = directory.toString();
    Path binary = Files.write(directory.resolve("binary"), new byte[] {'a', (byte) 0xC3, 0x28});

    // When / Then
    assertError(onCluster("apply", "-f", folder), folder + " is a directory: name a file in it");
    assertError(onCluster("apply", "-f", binary.toString()), "binary is no text in UTF-8");
    assertError(lido("get", "pools", "--kubeconfig", folder), folder + " is a directory");
    assertError(lido("demo", "--urls", folder), "--urls is a directory: name a file");
    assertError(lido("demo", "--out", binary.toString()), "--out cannot be made: name a directory");
    assertError(lido("dev", "--directory", binary.toString()), binary + ": name another one");
  }

  @Test
  void shouldNameThePoolThatIsRefused() throws Exception {
    // Given
    String bad =
        POOL.replace("name: demo", "name: other").replace("partitions: 2", "partitions: 0");

    // When
    Result result = onCluster("apply", "-f", file(POOL + "---\n" + bad));

    // Then
    assertThat(result.out()).containsExactly("poolresource/demo created");
    assertError(result, "error: pool other: spec.partitions: Invalid value: 0");
  }

  @Test
  void shouldSayThatNoApiServerAnswers() throws Exception {
    // Given
    String port = ":" + cluster.apiServer().port();
    String config = Files.readString(cluster.kubeconfig()).replace(port, ":1");

    // When / Then
    assertError(
        lido("get", "pools", "--kubeconfig", file(config)),
        "no API server answers at http://127.0.0.1:1/");
  }

  @Test
  void shouldSayThatThePortIsBusy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());

      assertError(lido("dev", "--port", port), "port " + port + " of 127.0.0.1 is in use");
    }
  }

  @Test
  void shouldTellWrongUsageFromFailure() {
    assertThat(lido("scale", "demo").code()).isEqualTo(2);
    assertThat(lido("scale", "demo").err().getFirst()).contains("--replicas", "lido scale --help");
    assertThat(lido("no-such-command").code()).isEqualTo(2);
    assertThat(lido("no-such-command").err())
        .containsExactly("error: there is no command no-such-command; see lido --help");
    assertThat(lido("delete", "pool").err())
        .containsExactly("error: Missing required argument(s): NAME; see lido delete --help");
    assertThat(lido("dev", "--port", "70000").code()).isEqualTo(2);
    assertThat(lido("demo", "--pages", "0").code()).isEqualTo(2);
    assertThat(lido("get", "pods").code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"demo", "dev", "apply", "get", "tree", "call", "scale", "delete"})
  void shouldHelpWithExamples(String command) {
    Result help = lido(command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).anyMatch(line -> line.startsWith("  lido " + command));
  }
}
