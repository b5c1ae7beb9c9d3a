package dev.lido.client.testkit;

import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.internal.Entry;
import dev.lido.client.internal.call.CallSettings;
import dev.lido.client.internal.group.Group;
import dev.lido.client.internal.group.Identity;
import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.internal.stream.GrpcTransport;
import dev.lido.protocol.tls.Tls;
import dev.lido.protocol.tls.TlsIdentity;
import dev.lido.worker.Worker;
import dev.lido.worker.WorkerConfig;
import dev.lido.worker.WorkerIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Real workers in this process, on ports of their own, and callers of them. */
public final class TestWorkers implements AutoCloseable {

  public static final Identity POOL = new Identity("default", "test");

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final LocalSettings settings;
  private final FakeMembers members = new FakeMembers();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  private TestWorkers() {
    settings = LocalSettings.DEFAULTS;
  }

  /** Returns the caller's side of a pool of which nothing is known. */
  public static TestWorkers unknown() {
    return new TestWorkers();
  }

  public TestWorkers(LocalSettings settings) {
    this.settings = settings;
    members.settings(callSettings(settings));
    for (int i = 0; i < settings.replicas(); i++) {
      add(i % settings.partitions());
    }
    members.tellReady();
  }

  public static CallSettings callSettings(LocalSettings settings) {
    return new CallSettings(
        settings.partitions(),
        settings.taskTimeout(),
        settings.queueLimit(),
        settings.queueTimeout());
  }

  /** Starts a worker, and lists it. */
  public Worker add(int partition) {
    Worker worker = start(POOL.name(), partition, 0, settings.maxConcurrency());
    members.add(address(worker));
    return worker;
  }

  /** Starts a worker that is not listed. */
  public Worker start(String pool, int partition, int port, int maxConcurrency) {
    WorkerIdentity identity =
        new WorkerIdentity(
            POOL.namespace(), pool, partition, "w-" + partition + "-" + workers.size());
    return start(
        WorkerConfig.builder(identity)
            .maxConcurrency(maxConcurrency)
            .port(port)
            .drainTimeout(Duration.ofSeconds(5)));
  }

  /** Starts a worker that is not listed and drains in no time. */
  public Worker startBrief() {
    WorkerIdentity identity = new WorkerIdentity(POOL.namespace(), POOL.name(), 0, "brief");
    return start(WorkerConfig.builder(identity).drainTimeout(Duration.ofMillis(100)));
  }

  /** Starts a worker that is not listed and soon counts the slots of stuck children as lost. */
  public Worker startImpatient() {
    WorkerIdentity identity = new WorkerIdentity(POOL.namespace(), POOL.name(), 0, "impatient");
    return start(WorkerConfig.builder(identity).stuckAfter(Duration.ofMillis(600)));
  }

  /** Starts a worker that is not listed and knows no named task. */
  public Worker startWithoutCode() {
    WorkerIdentity identity = new WorkerIdentity(POOL.namespace(), POOL.name(), 0, "bare");
    return start(
        WorkerConfig.builder(identity).classLoader(Worker.class.getClassLoader().getParent()));
  }

  private Worker start(WorkerConfig.Builder config) {
    Worker worker = new Worker(config.build()).start();
    workers.add(worker);
    return worker;
  }

  public static WorkerAddress address(Worker worker) {
    return new WorkerAddress("127.0.0.1", worker.port());
  }

  public Worker worker(int index) {
    return workers.get(index);
  }

  public FakeMembers members() {
    return members;
  }

  /** Starts a worker that is listed, and speaks so. */
  public Worker add(Tls tls) {
    WorkerIdentity identity =
        new WorkerIdentity(POOL.namespace(), POOL.name(), 0, "secured-" + workers.size());
    Worker worker = start(WorkerConfig.builder(identity).tls(tls));
    members.add(address(worker));
    return worker;
  }

  /** Returns a caller of its own. */
  public Group caller() {
    return caller(Optional.empty());
  }

  /** Returns a caller of its own, with a certificate or without. */
  public Group caller(Optional<TlsIdentity> tls) {
    GrpcTransport transport = new GrpcTransport(POOL.namespace(), POOL.name(), tls);
    Group group = new Group(POOL, members, transport, CONNECT_TIMEOUT);
    groups.add(group);
    return group;
  }

  public Pool pool() {
    return Entry.pool(caller());
  }

  @Override
  public void close() {
    groups.forEach(Group::close);
    workers.forEach(Worker::close);
  }
}
