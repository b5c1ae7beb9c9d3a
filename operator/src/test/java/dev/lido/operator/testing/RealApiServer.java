package dev.lido.operator.testing;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A kube-apiserver with its etcd, on free loopback ports, with RBAC and nothing beside it: no
 * scheduler, no kubelet, no controllers.
 *
 * <p>The programs are those in the folder {@code KUBEBUILDER_ASSETS}, by default {@code
 * /usr/local/kubebuilder/bin}. Not thread-safe.
 */
public final class RealApiServer implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

  private static @Nullable RealApiServer shared;
  private static boolean told;

  private final ControlPlane plane;
  private final TiedProcess etcd;
  private TiedProcess apiServer;
  private final KubernetesClient admin;

  private RealApiServer(Path programs) {
    this.plane = ControlPlane.prepare(programs);
    this.etcd = plane.startEtcd();
    this.apiServer = plane.startApiServer();
    this.admin = new KubernetesClientBuilder().withConfig(config()).build();
    awaitReady();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop API server"));
  }

  /** Tells whether the programs are on this machine. */
  public static boolean isAvailable() {
    return programs().isPresent();
  }

  /**
   * Returns the one that the tests of this JVM share, starts it when it is first wanted. Where the
   * programs are missing, it says so on standard output and skips the test.
   */
  public static synchronized RealApiServer shared() {
    Optional<Path> programs = programs();
    if (programs.isEmpty()) {
      tellOnce();
    }
    Assumptions.assumeTrue(programs.isPresent(), "no etcd and kube-apiserver");
    if (shared == null) {
      shared = new RealApiServer(programs.get());
    }
    return shared;
  }

  private static synchronized void tellOnce() {
    if (!told) {
      System.out.println(
          "SKIPPED: tests on a real API server: no etcd and kube-apiserver in "
              + folder()
              + "; set KUBEBUILDER_ASSETS to their folder");
    }
    told = true;
  }

  /** Returns a new client that may do everything; the caller closes it. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** Returns a new client that may do what this user may; the caller closes it. */
  public KubernetesClient clientOf(String user, String... groups) {
    Config config =
        new ConfigBuilder(config())
            .withImpersonateUsername(user)
            .withImpersonateGroups(groups)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Returns how to reach it as one who may do everything. */
  public Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(plane.url())
        .withOauthToken(ControlPlane.ADMIN_TOKEN)
        .withTrustCerts(true)
        .build();
  }

  /** Writes a kubeconfig of one who may do everything. */
  public void writeKubeconfig(Path file) {
    write(file, plane.kubeconfig(ControlPlane.ADMIN_TOKEN));
  }

  /**
   * Starts some of Kubernetes's own controllers, such as {@code disruption}; empty where the program
   * {@code kube-controller-manager} is not beside the others. The caller closes it.
   */
  public Optional<TiedProcess> startControllers(String names) {
    return program("kube-controller-manager").map(program -> startControllers(program, names));
  }

  private TiedProcess startControllers(Path program, String names) {
    Path kubeconfig = plane.folder().resolve("controllers.kubeconfig");
    writeKubeconfig(kubeconfig);
    return TiedProcess.start(
        List.of(
            program.toString(),
            "--kubeconfig=" + kubeconfig,
            "--controllers=" + names,
            "--leader-elect=false",
            "--secure-port=0"),
        plane.folder().resolve("controllers.log"));
  }

  /** Returns another program of Kubernetes's; empty where it is not beside the others. */
  public static Optional<Path> program(String name) {
    return Optional.of(folder().resolve(name)).filter(Files::isExecutable);
  }

  /** Writes a kubeconfig of one of the users first, second and third, who may do nothing yet. */
  public void writeKubeconfigOf(Path file, String user) {
    if (!ControlPlane.USERS.contains(user)) {
      throw new IllegalArgumentException("There is no user " + user);
    }
    write(file, plane.kubeconfig(ControlPlane.tokenOf(user)));
  }

  /** Returns the token of one of the users first, second and third. */
  public static String tokenOf(String user) {
    return ControlPlane.tokenOf(user);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns every write that was answered until now, in the order of the answers. */
  public List<AnsweredWrite> writes() {
    try {
      return AnsweredWrite.readAll(plane.auditLog());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Creates a namespace of its own for a test, and returns its name. */
  public String newNamespace() {
    String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  /** Kills the API server; what it stored stays. */
  public void kill() {
    apiServer.close();
  }

  /** Starts the API server again, at the same address, and returns when it is ready. */
  public void restart() {
    apiServer.close();
    apiServer = plane.startApiServer();
    awaitReady();
  }

  /** Kills everything, and deletes what it stored. Idempotent. */
  @Override
  public void close() {
    apiServer.close();
    etcd.close();
    plane.delete();
  }

  private void awaitReady() {
    try {
      Awaitility.await()
          .atMost(START_TIMEOUT)
          .pollInterval(Duration.ofMillis(100))
          .failFast("the API server ended, see its log", () -> !apiServer.isAlive())
          .until(this::isReady);
    } catch (ConditionTimeoutException tooLate) {
      throw new IllegalStateException("See " + apiServer.log(), tooLate);
    }
  }

  private boolean isReady() {
    try {
      return admin.raw("/readyz") != null
          && admin.namespaces().withName("kube-system").get() != null;
    } catch (KubernetesClientException notYet) {
      return false;
    }
  }

  private static Optional<Path> programs() {
    return Optional.of(folder())
        .filter(
            folder ->
                Stream.of("etcd", "kube-apiserver")
                    .allMatch(program -> Files.isExecutable(folder.resolve(program))));
  }

  private static Path folder() {
    return Path.of(
        Optional.ofNullable(System.getenv("KUBEBUILDER_ASSETS"))
            .orElse("/usr/local/kubebuilder/bin"));
  }

  /** Deletes a folder and all that is in it. */
  static void deleteTree(Path root) {
    try (Stream<Path> tree = Files.walk(root)) {
      tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException gone) {
      // A temporary folder that cannot be deleted harms nobody.
    }
  }
}
