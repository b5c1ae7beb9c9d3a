package dev.lido.system.soak;

import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.system.fault.FaultyProxy;
import dev.lido.system.fault.Mishaps;
import dev.lido.system.process.BreakableWorker;
import dev.lido.system.process.CallerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A small cluster of processes, with a bad network, in which things go wrong. */
final class Faults implements AutoCloseable {

  private static final int WORKERS = 3;
  private static final int CALLERS = 3;

  private final Path folder;
  private final SplittableRandom random;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Node> leaving = new ArrayList<>();
  private final List<CallerProcess> callers = new ArrayList<>();
  private final Map<String, Integer> done = new TreeMap<>();
  private int names;

  /** A worker, and the way to it. */
  private record Node(BreakableWorker worker, FaultyProxy proxy) {
    void heal() {
      worker.go();
      proxy.thaw();
      proxy.fast();
      proxy.refuse(false);
    }

    void end() throws IOException {
      worker.close();
      proxy.close();
    }
  }

  Faults(Path folder, long seed) throws IOException {
    this.folder = folder;
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < WORKERS; i++) {
      join();
    }
    for (int i = 0; i < CALLERS; i++) {
      startCaller();
    }
  }

  private void join() throws IOException {
    String name = "worker-" + names++;
    BreakableWorker worker =
        BreakableWorker.named(name)
            .slots(4)
            .jvm("-Xmx192m")
            .variable("LIDO_STUCK_AFTER", "1s")
            .variable("LIDO_DRAIN_TIMEOUT", "2s")
            .variable("SOAK_LEDGER", folder.resolve(name).toString())
            .output(folder.resolve("output-of-" + name).toFile())
            .start();
    nodes.add(new Node(worker, new FaultyProxy(worker.port())));
  }

  private void startCaller() throws IOException {
    String name = "caller-" + names++;
    CallerProcess caller =
        new CallerProcess(
            SoakCaller.class,
            name,
            Long.toString(random.nextLong()),
            folder.resolve(name).toString());
    callers.add(caller);
    caller.members(addresses());
  }

  private List<WorkerAddress> addresses() {
    return nodes.stream().map(node -> node.proxy().address()).toList();
  }

  /** As the EndpointSlices do, a moment later. */
  private void tellMembers() {
    callers.forEach(caller -> caller.members(addresses()));
  }

  /** Waits until all workers are ready. */
  void awaitReady() {
    nodes.forEach(node -> node.worker().awaitReady());
  }

  /** Lets one thing go wrong, and most things heal. */
  void next() throws IOException {
    replaceSpent();
    Node victim = nodes.get(random.nextInt(nodes.size()));
    String fault =
        switch (random.nextInt(24)) {
          case 0 -> kill(victim);
          case 1 -> terminate(victim);
          case 2 -> killCaller();
          case 3 -> joinAndLeave();
          case 4, 5, 6 -> pause(victim);
          case 7, 8, 9 -> freeze(victim);
          case 10, 11, 12 -> cut(victim);
          case 13, 14, 15 -> cutLater(victim);
          case 16, 17, 18 -> slow(victim);
          case 19, 20 -> garbage(victim);
          case 21 -> pauseCaller();
          default -> refuse(victim);
        };
    done.merge(fault, 1, Integer::sum);
    rest(100 + random.nextLong(400));
  }

  private void rest(long millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }

  /** Children that ignore their interrupt may take most of a worker's slots. */
  private void replaceSpent() throws IOException {
    for (Node node : List.copyOf(nodes)) {
      if (node.worker().isSpent()) {
        done.merge("spent", 1, Integer::sum);
        kill(node);
      }
    }
  }

  private String kill(Node victim) throws IOException {
    nodes.remove(victim);
    victim.end();
    join();
    tellMembers();
    return "kill -9";
  }

  private String terminate(Node victim) throws IOException {
    nodes.remove(victim);
    leaving.add(victim);
    victim.worker().terminate();
    join();
    tellMembers();
    return "drain";
  }

  private String killCaller() throws IOException {
    CallerProcess victim = callers.removeFirst();
    victim.kill();
    startCaller();
    return "kill -9 of a caller";
  }

  private String joinAndLeave() throws IOException {
    join();
    tellMembers();
    Node oldest = nodes.removeFirst();
    leaving.add(oldest);
    oldest.worker().terminate();
    tellMembers();
    return "join and leave";
  }

  private String pause(Node victim) {
    victim.worker().halt();
    rest(100 + random.nextLong(1_500));
    victim.worker().go();
    return "SIGSTOP and SIGCONT";
  }

  private String pauseCaller() {
    CallerProcess victim = callers.get(random.nextInt(callers.size()));
    BreakableWorker.signal(victim.pid(), "STOP");
    rest(100 + random.nextLong(600));
    BreakableWorker.signal(victim.pid(), "CONT");
    return "SIGSTOP and SIGCONT of a caller";
  }

  private String freeze(Node victim) {
    victim.proxy().freeze();
    rest(100 + random.nextLong(2_000));
    if (random.nextBoolean()) {
      victim.proxy().cut();
    }
    victim.proxy().thaw();
    return "cable pulled";
  }

  private String cut(Node victim) {
    victim.proxy().cut();
    return "connections cut";
  }

  private String cutLater(Node victim) {
    victim.proxy().cutAfter(random.nextLong(500_000));
    return "frame cut";
  }

  private String slow(Node victim) {
    victim.proxy().slow(100_000);
    rest(200 + random.nextLong(1_000));
    victim.proxy().fast();
    return "slow network";
  }

  private String garbage(Node victim) throws IOException {
    Mishaps.sendGarbage(victim.worker().port());
    return "garbage";
  }

  private String refuse(Node victim) {
    victim.proxy().refuse(true);
    victim.proxy().cut();
    rest(100 + random.nextLong(500));
    victim.proxy().refuse(false);
    return "connections refused";
  }

  /** Ends all that is wrong. */
  void heal() throws IOException {
    nodes.forEach(Node::heal);
    replaceSpent();
  }

  List<BreakableWorker> workers() {
    return nodes.stream().map(Node::worker).toList();
  }

  List<CallerProcess> callers() {
    return callers;
  }

  @Override
  public void close() throws IOException {
    callers.forEach(CallerProcess::close);
    for (Node node : nodes) {
      node.end();
    }
    for (Node node : leaving) {
      node.end();
    }
  }

  @Override
  public String toString() {
    return done.toString();
  }
}
