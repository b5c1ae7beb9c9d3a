package dev.lido.operator;

import dev.lido.operator.apply.ApiConnections;
import dev.lido.operator.apply.Applier;
import dev.lido.operator.apply.ClientClusterApi;
import dev.lido.operator.apply.ClusterApi;
import dev.lido.operator.apply.DrainBook;
import dev.lido.operator.apply.GrpcWorkerControl;
import dev.lido.operator.apply.Horizons;
import dev.lido.operator.apply.Inquiry;
import dev.lido.operator.apply.LeanSerialization;
import dev.lido.operator.apply.Parallel;
import dev.lido.operator.apply.ProbeInquiry;
import dev.lido.operator.apply.RetryAfter;
import dev.lido.operator.apply.WorkerControl;
import dev.lido.operator.event.Announcer;
import dev.lido.operator.event.EventWriter;
import dev.lido.operator.event.TransitionLog;
import dev.lido.operator.health.Liveness;
import dev.lido.operator.health.Passes;
import dev.lido.operator.kubelet.KubeletWatch;
import dev.lido.operator.lead.Election;
import dev.lido.operator.lead.Fence;
import dev.lido.operator.lead.FencedControl;
import dev.lido.operator.plan.Planner;
import dev.lido.operator.reconcile.Reconciliation;
import dev.lido.operator.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator, to be run in a process of its own or embedded in another.
 *
 * <p>It works from {@link #start} to {@link #close}, and goes on by itself when the API server was
 * away. It holds nothing that matters: another one started later goes on where this one stopped. It
 * never ends the process it runs in, unless leader election is on and the lead is lost.
 *
 * <p>This class is thread-safe.
 */
public final class LidoOperator implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(LidoOperator.class);

  /** Most of them wait: an API server may take 100 ms for a list that is surely up to date. */
  private static final int RECONCILIATIONS = 32;

  private static final Duration SYNC_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration TERMINATION_TIMEOUT = Duration.ofSeconds(10);

  private final Operator operator;
  private final PoolReconciler reconciler;
  private final Optional<Election> election;
  private final Optional<Monitor> monitor;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          RECONCILIATIONS,
          RECONCILIATIONS,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("reconcile-", 0).factory());
  private final Passes passes = new Passes(System::nanoTime);
  private final KubernetesClient client;
  private final KubernetesClient writing;
  private final EventWriter events;
  private final KubeletWatch kubelets;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** The framework's own word for it waits until it has started. */
  private volatile boolean started;

  /**
   * Makes an operator that looks after all namespaces.
   *
   * @param client how it reaches the API server: it makes clients of its own with the same
   *     configuration
   */
  public LidoOperator(KubernetesClient client) {
    this(client, OperatorOptions.DEFAULTS);
  }

  /**
   * Makes an operator.
   *
   * @param client how it reaches the API server: it makes clients of its own with the same
   *     configuration
   * @param options how it runs
   */
  public LidoOperator(KubernetesClient client, OperatorOptions options) {
    this(client, options, new GrpcWorkerControl(options.channels()), Clock.systemUTC());
  }

  LidoOperator(
      KubernetesClient given, OperatorOptions options, WorkerControl control, InstantSource clock) {
    this.monitor = options.http().map(Monitor::new);
    this.client =
        new KubernetesClientBuilder()
            .withConfig(given.getConfiguration())
            .withKubernetesSerialization(LeanSerialization.create())
            .withHttpClientFactory(new ApiConnections())
            .withHttpClientBuilderConsumer(this::intercept)
            .build();
    this.election =
        options
            .leaderElection()
            .map(e -> new Election(client, e, this::leadIsHad, LidoOperator::leadIsLost));
    this.writing = election.map(e -> e.leadersClient(this::intercept)).orElse(client);
    this.events = new EventWriter(writing, identity(options), clock);
    this.kubelets = new KubeletWatch(client, options.namespaces());
    this.reconciler = reconciler(control, options, clock);
    this.operator = new Operator(this::configure);
    operator.register(reconciler, controller -> ControllerSetup.configure(controller, options));
  }

  /**
   * Starts working, or standing by; returns when everything that exists has been read.
   *
   * @throws io.javaoperatorsdk.operator.OperatorException if it cannot be started
   * @throws dev.lido.operator.config.BadConfigurationException if its HTTP port cannot be had
   */
  public void start() {
    monitor.ifPresent(m -> m.start(subject()));
    kubelets.start();
    operator.start();
    started = true;
    election.ifPresent(Election::start);
  }

  /**
   * Stops working: lets what is being done end, for ten seconds at most, then gives up the lead, so
   * that a standby takes over at once. Idempotent.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      long began = System.nanoTime();
      operator.stop();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      kubelets.close();
      events.close();
      election.ifPresent(e -> end(e, took));
      monitor.ifPresent(Monitor::close);
      client.close();
    }
  }

  /**
   * Returns the port of probes and metrics, once it was started; empty if it answers nobody.
   */
  public OptionalInt httpPort() {
    return monitor.map(Monitor::port).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private void intercept(HttpClient.Builder requests) {
    requests.addOrReplaceInterceptor("retry-after", new RetryAfter());
    monitor.ifPresent(m -> m.meters().count(requests));
  }

  private Fence fence() {
    return election.map(Election::fence).orElse(Fence.NONE);
  }

  private Monitor.Subject subject() {
    return new Monitor.Subject(
        operator,
        new Liveness.Way(reconciler::sendForNoPool, threads),
        passes,
        () -> started,
        () -> started ? reconciler.pools() : List.of(),
        fence());
  }

  /** If something may be going on still, the others have to wait until the Lease has run out. */
  private void end(Election election, Duration took) {
    if (took.compareTo(TERMINATION_TIMEOUT) < 0) {
      election.giveUp();
    } else {
      election.close();
    }
    writing.close();
  }

  private void leadIsHad() {
    reconciler.lookAtAll();
  }

  /** Another operator works: this process ends, at once. */
  private static void leadIsLost() {
    LOGGER.error("The lead was lost: ending");
    Runtime.getRuntime().halt(1);
  }

  private static String identity(OperatorOptions options) {
    return options
        .leaderElection()
        .map(OperatorOptions.LeaderElection::identity)
        .orElse("lido-operator");
  }

  private Announcer announcer() {
    Announcer people = new TransitionLog().and(events);
    return monitor.map(m -> people.and(m.meters().transitions())).orElse(people);
  }

  private PoolReconciler reconciler(
      WorkerControl workers, OperatorOptions options, InstantSource clock) {
    Fence fence = fence();
    WorkerControl control = new FencedControl(workers, fence);
    ClusterApi api = new ClientClusterApi(client, writing, options.namespaces());
    Horizons horizons = new Horizons(api::poolUids, clock);
    Parallel reads = Parallel.upTo(ApiConnections.READS);
    ProbeInquiry probes = new ProbeInquiry(api, kubelets, reads);
    DrainBook drains = new DrainBook();
    Reconciliation reconciliation =
        new Reconciliation(
            Planner::plan,
            new Reconciliation.Senses(
                new Inquiry(api, control, reads, horizons, probes),
                probes,
                drains,
                new StatusWriter(api, () -> !threads.getQueue().isEmpty()),
                announcer()),
            new Applier(
                api,
                control,
                new Applier.Memory(drains, horizons),
                Parallel.upTo(ApiConnections.WRITES),
                clock),
            clock);
    return new PoolReconciler(reconciliation, fence, passes, clock);
  }

  private void configure(ConfigurationServiceOverrider overrider) {
    monitor.ifPresent(m -> overrider.withMetrics(m.meters().framework()));
    overrider
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withExecutorService(threads)
        .withCacheSyncTimeout(SYNC_TIMEOUT)
        .withReconciliationTerminationTimeout(TERMINATION_TIMEOUT)
        // Every write is a create, a merge patch or a delete, the same on every API server.
        .withUseSSAToPatchPrimaryResource(false)
        .withSSABasedCreateUpdateMatchForDependentResources(false)
        // Informers try again for ever, also when they could not start; the default handler would
        // end the process.
        .withStopOnInformerErrorDuringStartup(false)
        .withInformerStoppedHandler(
            (informer, failure) -> {
              if (failure != null) {
                LOGGER.error("An informer stopped: {}", informer, failure);
              }
            });
  }
}
