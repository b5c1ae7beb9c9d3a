package dev.lido.cli.pools;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import dev.lido.protocol.v1.ChildDescription;
import dev.lido.protocol.v1.WorkerDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** A pool as a tree: its partitions, their workers, and the children that run there. */
record PoolTree(PoolResource pool, List<Worker> workers) {

  /**
   * A worker.
   *
   * @param said what it says of itself; empty if it does not answer
   */
  record Worker(Pod pod, Optional<WorkerDescription> said) {

    int partition() {
      String label = pod.getMetadata().getLabels().getOrDefault(PoolNames.PARTITION, "0");
      return Integer.parseInt(label);
    }

    boolean isReady() {
      return pod.getStatus() != null
          && pod.getStatus().getConditions().stream()
              .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }
  }

  private record Node(String text, List<Node> children) {}

  /** Returns the tree's lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(title());
    draw(partitions(), "", lines);
    return lines;
  }

  private String title() {
    Optional<Condition> ready = PoolTable.ready(Optional.ofNullable(pool.getStatus()));
    String state = ready.map(Condition::getReason).orElse("not seen by an operator yet");
    return pool.getMetadata().getName() + "  " + state + "  " + load(workers);
  }

  private static String load(List<Worker> of) {
    long ready = of.stream().filter(Worker::isReady).count();
    int taken =
        of.stream().flatMap(w -> w.said().stream()).mapToInt(WorkerDescription::getTaken).sum();
    int slots =
        of.stream()
            .flatMap(w -> w.said().stream())
            .mapToInt(WorkerDescription::getMaxConcurrency)
            .sum();
    return ready + "/" + of.size() + " workers ready, " + taken + "/" + slots + " slots taken";
  }

  private List<Node> partitions() {
    int declared = PoolSettings.of(pool.getSpec()).partitions();
    int seen = workers.stream().mapToInt(Worker::partition).max().orElse(-1) + 1;
    return IntStream.range(0, Math.max(declared, seen)).mapToObj(this::partition).toList();
  }

  private Node partition(int number) {
    List<Worker> own = workers.stream().filter(worker -> worker.partition() == number).toList();
    String text = "partition " + number + "  " + load(own);
    return new Node(text, own.stream().map(PoolTree::worker).toList());
  }

  private static Node worker(Worker worker) {
    String name = worker.pod().getMetadata().getName();
    return worker
        .said()
        .map(said -> new Node(name + "  " + describe(worker, said), children(said)))
        .orElseGet(() -> new Node(name + "  " + silence(worker.pod()), List.of()));
  }

  private static String describe(Worker worker, WorkerDescription said) {
    return "process %d  %d/%d slots taken  %d caller%s%s"
        .formatted(
            said.getPid(),
            said.getTaken(),
            said.getMaxConcurrency(),
            said.getCallers(),
            said.getCallers() == 1 ? "" : "s",
            said.getDraining() ? "  draining" : worker.isReady() ? "" : "  not ready");
  }

  private static String silence(Pod pod) {
    String phase = pod.getStatus() == null ? "Pending" : pod.getStatus().getPhase();
    return switch (Optional.ofNullable(phase).orElse("Pending")) {
      case "Running" ->
          WorkerTalk.isLocked(pod)
              ? "speaks TLS: set LIDO_TLS to the folder of a certificate"
              : "does not answer";
      case "Pending" -> "starting";
      case "Succeeded", "Failed" -> "has ended";
      case String other -> other;
    };
  }

  private static List<Node> children(WorkerDescription said) {
    return said.getChildrenList().stream().map(PoolTree::child).toList();
  }

  private static Node child(ChildDescription child) {
    double seconds = Duration.ofNanos(child.getRunningNanos()).toMillis() / 1000.0;
    String text =
        String.format(
            Locale.ROOT,
            "child %d  %s  for %.1f s  from %s%s",
            child.getId(),
            child.getTask(),
            seconds,
            child.getCaller(),
            child.getLinked() ? "" : "  unlinked");
    return new Node(text, List.of());
  }

  private static void draw(List<Node> nodes, String indent, List<String> lines) {
    for (int i = 0; i < nodes.size(); i++) {
      boolean last = i == nodes.size() - 1;
      lines.add(indent + (last ? "└─ " : "├─ ") + nodes.get(i).text());
      draw(nodes.get(i).children(), indent + (last ? "   " : "│  "), lines);
    }
  }
}
