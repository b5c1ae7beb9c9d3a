package dev.lido.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.cli.cluster.TestPool;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own, with all of its processes. */
class DemoIT {

  private static final Pattern CLUSTER = Pattern.compile("KUBECONFIG=(\\S+)");
  private static final int PAGES = 400;

  @TempDir private Path directory;
  private Process demo;

  @AfterEach
  void killDemo() {
    demo.destroyForcibly();
  }

  @BeforeEach
  void start() throws IOException {
    demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlido.home=" + System.getProperty("lido.home"),
                "-Djava.io.tmpdir=" + directory,
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.lido.cli.LidoCommand",
                "demo",
                "--pages",
                String.valueOf(PAGES),
                "--out",
                directory.resolve("images").toString())
            .redirectErrorStream(true)
            .redirectOutput(output().toFile())
            .start();
  }

  private Path output() {
    return directory.resolve("output");
  }

  private List<String> lines() throws IOException {
    return Files.exists(output()) ? Files.readAllLines(output()) : List.of();
  }

  /** Waits until downloads are under way, and returns all of the demo's processes. */
  private List<ProcessHandle> awaitDownloads() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lines()).anyMatch(line -> line.matches("[1-9]\\d* %.*")));
    List<ProcessHandle> processes = demo.descendants().toList();
    assertThat(processes).hasSizeGreaterThanOrEqualTo(4);
    return processes;
  }

  private KubernetesClient client() throws IOException {
    Matcher matcher = CLUSTER.matcher(String.join("\n", lines()));
    assertThat(matcher.find()).isTrue();
    Config config = Config.fromKubeconfig(new File(matcher.group(1)));
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Test
  void shouldGetEveryFileRightThoughTwoWorkersAreKilled() throws Exception {
    // Given
    awaitDownloads();

    // When
    try (KubernetesClient client = client()) {
      TestPool pool = new TestPool(client, "default", "downloads");
      List<Long> first = pool.pids();
      TestPool.kill(first.getFirst());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> pool.pids().stream().filter(TestPool::isAlive).count() == 2);
      TestPool.kill(first.getLast());
    }

    // Then
    assertThat(demo.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(lines().getLast()).startsWith(PAGES + " images, ").contains("peak in flight");
    assertThat(demo.exitValue()).isZero();
    try (Stream<Path> files = Files.walk(directory.resolve("images"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".png"))).hasSize(PAGES);
    }
  }

  @Test
  void shouldLeaveNothingBehindWhenItIsStopped() throws Exception {
    List<ProcessHandle> processes = awaitDownloads();

    demo.toHandle().destroy();

    await().until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(demo.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldLeaveNothingBehindWhenItIsKilled() {
    List<ProcessHandle> processes = awaitDownloads();

    demo.destroyForcibly();

    await().until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }
}
