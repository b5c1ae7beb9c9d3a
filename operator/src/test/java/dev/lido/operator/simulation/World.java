package dev.lido.operator.simulation;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import dev.lido.operator.event.Transition;
import dev.lido.operator.observe.PoolId;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.plan.Plan;
import dev.lido.operator.pod.Revision;
import dev.lido.operator.reconcile.Planning;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Everything that there is in a history. */
final class World {

  final VirtualClock clock = new VirtualClock();
  final Trace trace;
  final ApiServer server = new ApiServer(clock);
  final Cluster cluster = new Cluster(server, clock);
  final Intensity intensity = new Intensity(clock);
  final FaultyApi api;

  private final Planning planner;
  private final Control control;
  private final Sequential requests = new Sequential();
  private OperatorProcess operator;
  private List<Fact> before = List.of();
  private long firstGeneration;
  private boolean quiet = true;
  private int announced;
  private @Nullable Pass pass;

  World(Planning planner, boolean fenced, boolean traced) {
    this.planner = planner;
    this.trace = new Trace(clock, traced);
    this.control = new Control(server, cluster, trace);
    this.api =
        new FaultyApi(
            server, trace, new WriteChecks(server, clock, intensity, this::currentPass), fenced);
    this.operator = newOperator();
  }

  private Pass currentPass() {
    return Objects.requireNonNull(pass, "Nothing is written before a plan was made");
  }

  OperatorProcess operator() {
    return operator;
  }

  /** Kills the operator; another one takes over, with caches of its own. */
  void replaceOperator(SplittableRandom random) {
    operator = newOperator();
    operator.caches().relist(random);
    trace.say(() -> "another operator, " + operator.caches());
  }

  private OperatorProcess newOperator() {
    return new OperatorProcess(
        new Caches(server), this::plan, api, control, requests, this::announce, clock);
  }

  private void announce(PoolId pool, List<Transition> transitions) {
    announced += transitions.size();
    transitions.forEach(t -> trace.say(() -> "    told: " + t.reason() + " " + t.message()));
  }

  /** Returns how many transitions were told, ever. */
  int announced() {
    return announced;
  }

  private Plan plan(PoolView view, Instant now) {
    Plan plan = planner.plan(view, now);
    pass = new Pass(view, plan, before, firstGeneration, quiet);
    return plan;
  }

  /** Lets the operator reconcile once, and die if it is killed. */
  void pass(Faults faults) {
    trace.say(() -> "pass, caches " + operator.caches());
    before =
        server.pool().map(pool -> Fact.all(server, pool.getMetadata().getUid())).orElse(List.of());
    firstGeneration =
        server.pool().map(PoolResource::getMetadata).map(m -> m.getGeneration()).orElse(0L);
    quiet = true;
    List<HasMetadata> late = api.onTheirWay();
    api.suffer(faults);
    requests.shuffle(faults.random().nextLong());
    try {
      String result = operator.pass();
      trace.say(() -> "    " + result);
    } catch (OperatorKilled killed) {
      replaceOperator(faults.random());
    } catch (Violation violation) {
      throw violation;
    } catch (RuntimeException broken) {
      throw (Violation) new Violation(Rule.NO_CRASH, broken.toString()).initCause(broken);
    }
    api.arrive(late);
  }

  /**
   * The operator's process is stopped in the middle of a pass; another one leads while {@code
   * things} happen, and leads on when the first goes on with its pass.
   */
  void overlap(SplittableRandom random, Runnable things) {
    Pass stopped = pass;
    List<Fact> known = before;
    long generation = firstGeneration;
    trace.say(() -> "    stopped");
    replaceOperator(random);
    things.run();
    trace.say(() -> "    the first operator goes on");
    before = known;
    firstGeneration = generation;
    pass = stopped;
    disturb();
  }

  /** Something happens in the world while the operator is busy with a pass. */
  void disturb() {
    quiet = false;
    if (pass != null) {
      pass = new Pass(pass.view(), pass.plan(), before, firstGeneration, false);
    }
  }

  /** Returns the revision that workers should have; empty if there is no pool. */
  String revision() {
    return server
        .pool()
        .map(PoolResource::getSpec)
        .map(spec -> Revision.of(spec.getTemplate(), PoolSettings.of(spec)))
        .orElse("");
  }

  List<Pod> pods() {
    return List.copyOf(server.pods.all());
  }
}
