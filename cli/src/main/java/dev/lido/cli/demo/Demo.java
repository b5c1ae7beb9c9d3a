package dev.lido.cli.demo;

import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.EmbeddedCluster;
import dev.lido.cli.command.CliException;
import dev.lido.cli.process.ChildProcess;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the example in a cluster of its own. Closing ends all of it. */
final class Demo implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern READY = Pattern.compile("site ready on (\\S+)");

  private final Example example;
  private final DemoOptions options;
  private final ClusterOptions clusterOptions;
  private final PrintWriter out;
  private final Queue<Runnable> endings = new ConcurrentLinkedQueue<>();

  Demo(DemoOptions options, ClusterOptions clusterOptions, PrintWriter out) {
    this.example = new Example(clusterOptions.home(), clusterOptions.directory());
    this.options = options;
    this.clusterOptions = clusterOptions.withClasspath(List.of(example.jar()));
    this.out = out;
  }

  /** Runs it, and returns the manager's exit code: 0 if every file is right. */
  int run() throws InterruptedException {
    CompletableFuture<Optional<String>> site =
        options.urls().isPresent()
            ? CompletableFuture.completedFuture(Optional.empty())
            : async(() -> Optional.of(startSite()));
    EmbeddedCluster cluster = EmbeddedCluster.start(clusterOptions);
    endings.add(cluster::close);
    String pool = apply(cluster);
    Optional<String> address = site.join();
    say("the cluster is up: KUBECONFIG=" + cluster.kubeconfig() + " lido tree " + pool);
    address.ifPresent(url -> say("the site is at " + url));
    awaitReady(cluster, pool);
    ChildProcess manager = example.startManager(arguments(address), cluster.kubeconfig());
    endings.add(manager::kill);
    return manager.exit().join();
  }

  private static <T> CompletableFuture<T> async(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private String startSite() {
    Path log = clusterOptions.directory().resolve("site.log");
    ChildProcess site = example.startSite(options.pages(), log);
    endings.add(site::kill);
    return await("the site", () -> address(site, log));
  }

  private static Optional<String> address(ChildProcess site, Path log) {
    try {
      String text = Files.exists(log) ? Files.readString(log) : "";
      Matcher matcher = READY.matcher(text);
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
      if (!site.isAlive()) {
        throw new CliException("the site did not start: " + text.strip().replace('\n', ' '));
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private String apply(EmbeddedCluster cluster) {
    try {
      PoolResource pool =
          new KubernetesSerialization()
              .unmarshal(Files.readString(example.pool()), PoolResource.class);
      cluster.client().resource(pool).create();
      return pool.getMetadata().getName();
    } catch (IOException missing) {
      throw new UncheckedIOException(example.pool() + " cannot be read", missing);
    }
  }

  private void awaitReady(EmbeddedCluster cluster, String name) {
    var resource =
        cluster.client().resources(PoolResource.class).inNamespace("default").withName(name);
    PoolResource ready =
        resource.waitUntilCondition(Demo::isReady, PATIENCE.toSeconds(), TimeUnit.SECONDS);
    say(
        "the pool is Ready: "
            + ready.getStatus().getReady()
            + " workers, "
            + ready.getStatus().getCapacity()
            + " slots");
  }

  private static boolean isReady(PoolResource pool) {
    return pool != null
        && pool.getStatus() != null
        && pool.getStatus().getConditions() != null
        && pool.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private List<String> arguments(Optional<String> site) {
    List<String> arguments = new ArrayList<>();
    site.ifPresent(
        url ->
            arguments.addAll(List.of("--site", url, "--pages", String.valueOf(options.pages()))));
    options.urls().ifPresent(file -> arguments.addAll(List.of("--urls", file.toString())));
    options.out().ifPresent(folder -> arguments.addAll(List.of("--out", folder.toString())));
    arguments.addAll(List.of("--progress", options.bar() ? "bar" : "plain"));
    return arguments;
  }

  private static <T> T await(String what, Supplier<Optional<T>> attempt) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<T> result = attempt.get();
      if (result.isPresent()) {
        return result.get();
      }
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new CliException(what + " was not ready within " + PATIENCE.toSeconds() + " s");
  }

  @Override
  public void close() {
    endings.forEach(Runnable::run);
  }
}
