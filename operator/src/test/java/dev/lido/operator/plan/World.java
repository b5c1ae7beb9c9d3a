package dev.lido.operator.plan;

import dev.lido.crds.v1alpha1.PoolSettings;
import dev.lido.crds.v1alpha1.PoolSpec;
import dev.lido.operator.observe.BudgetState;
import dev.lido.operator.observe.Contact;
import dev.lido.operator.observe.End;
import dev.lido.operator.observe.End.Cause;
import dev.lido.operator.observe.PoolId;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.ServiceState;
import dev.lido.operator.observe.Trouble;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.observe.Worker.State;
import dev.lido.operator.observe.WorkerId;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** A pool whose plans are carried out at once, in a world where only what a test says happens. */
public final class World {

  private final Map<String, Worker> workers = new LinkedHashMap<>();
  private final Map<String, OptionalInt> drains = new HashMap<>();
  private final Map<String, OptionalInt> loads = new HashMap<>();
  private PoolSettings settings;
  private String revision = "r1";
  private long generation = 1;
  private int created;
  public Instant now = Instant.parse("2026-01-01T00:00:00Z");

  public World(String spec) {
    this.settings = settings(spec);
  }

  private static PoolSettings settings(String spec) {
    return PoolSettings.of(Serialization.unmarshal("---\n" + spec, PoolSpec.class));
  }

  public void declare(String spec) {
    settings = settings(spec);
    generation++;
  }

  public void changeTemplate(String to) {
    revision = to;
    generation++;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public PoolView view() {
    return new PoolView(
        new PoolId("test", "pool", "pool-uid", generation),
        settings,
        revision,
        List.copyOf(workers.values()),
        ServiceState.RIGHT,
        BudgetState.RIGHT,
        true,
        Optional.of(loads),
        drains);
  }

  public Plan plan() {
    return Planner.plan(view(), now);
  }

  /** Plans and carries out, until nothing is left to do now. */
  public void settle() {
    for (int i = 0; i < 100; i++) {
      List<Action> actions = plan().actions();
      if (actions.isEmpty() || actions.stream().allMatch(this::isPoll)) {
        return;
      }
      actions.forEach(this::apply);
    }
    throw new AssertionError("The plan never ends: " + plan());
  }

  /** Plans and carries out once; returns what was done. */
  List<Action> step() {
    List<Action> actions = plan().actions();
    actions.forEach(this::apply);
    return actions;
  }

  private boolean isPoll(Action action) {
    return action instanceof Action.DrainWorker drain && drain.recorded();
  }

  public void apply(Action action) {
    switch (action) {
      case Action.CreateWorker create -> create(create);
      case Action.DeleteWorker delete -> workers.remove(delete.worker().uid());
      case Action.DrainWorker drain ->
          update(drain.worker().uid(), w -> withDraining(w, w.drainingSince().orElse(now)));
      case Action.HoldReplacement hold ->
          update(hold.worker().uid(), w -> withHeld(w, hold.generation()));
      case Action.CreateService service -> throw new AssertionError("There is a Service");
      case Action.RepairService service -> throw new AssertionError("The Service is right");
      case Action.CreateBudget budget -> throw new AssertionError("There is a budget");
      case Action.RepairBudget budget -> throw new AssertionError("The budget is right");
      case Action.DeleteBudget budget -> throw new AssertionError("The budget is wanted");
    }
  }

  private void create(Action.CreateWorker create) {
    if (workers.values().stream().anyMatch(w -> w.id().name().equals(create.name()))) {
      return;
    }
    created++;
    String uid = "uid-" + created;
    workers.put(
        uid,
        new Worker(
            new WorkerId(
                create.partition(), create.slot(), create.name(), uid, create.predecessor()),
            "1",
            revision,
            now,
            new State.Waiting(false),
            Optional.empty(),
            Optional.empty(),
            create.history(),
            new Contact("127.0.0.1", 7070, settings.maxConcurrency()),
            Optional.empty(),
            Optional.empty()));
  }

  public List<Worker> workers() {
    return new ArrayList<>(workers.values());
  }

  public List<Worker> serving() {
    return workers.values().stream().filter(Worker::serving).toList();
  }

  public List<Worker> ready() {
    return workers.values().stream().filter(Worker::ready).toList();
  }

  public List<Worker> updated() {
    return serving().stream().filter(w -> w.revision().equals(revision)).toList();
  }

  public int created() {
    return created;
  }

  /** Settles, and makes every worker that waits ready, until there is nothing to do. */
  public void run() {
    for (int i = 0; i < 100; i++) {
      settle();
      List<Worker> waiting =
          workers.values().stream().filter(w -> w.state() instanceof State.Waiting).toList();
      if (waiting.isEmpty()) {
        return;
      }
      waiting.forEach(this::makeReady);
    }
    throw new AssertionError("The pool never comes to rest: " + workers);
  }

  public void makeReady(Worker worker) {
    setState(worker, new State.Running(false, Optional.of(now)));
    update(worker.id().uid(), w -> withTrouble(w, Optional.empty()));
  }

  public void makeUnready(Worker worker) {
    setState(worker, new State.Running(false, Optional.empty()));
    Trouble trouble = new Trouble(Trouble.Kind.NOT_READY, now, "runs, and is not ready");
    update(worker.id().uid(), w -> withTrouble(w, Optional.of(trouble)));
  }

  public void exit(Worker worker) {
    end(worker, Cause.OWN);
  }

  public void end(Worker worker, Cause cause) {
    end(worker, cause, false);
  }

  /** A worker that ended, while its pod is being deleted. */
  public void endDeleting(Worker worker, Cause cause) {
    end(worker, cause, true);
  }

  private void end(Worker worker, Cause cause, boolean deleting) {
    setState(worker, new State.Ended(deleting, new End(now, kind(cause), "exit code 1 (Error)")));
  }

  private static End.Kind kind(Cause cause) {
    return switch (cause) {
      case OWN -> End.Kind.EXITED;
      case DISRUPTED -> End.Kind.EVICTED;
      case REFUSED -> End.Kind.REJECTED;
    };
  }

  public void vanish(Worker worker) {
    workers.remove(worker.id().uid());
  }

  public void startDeleting(Worker worker) {
    setState(worker, new State.Running(true, Optional.of(now)));
  }

  public void load(Worker worker, int children) {
    loads.put(worker.id().uid(), OptionalInt.of(children));
  }

  public void left(Worker worker, int children) {
    drains.put(worker.id().uid(), OptionalInt.of(children));
  }

  private void setState(Worker worker, State state) {
    update(
        worker.id().uid(),
        w ->
            new Worker(
                w.id(),
                w.version(),
                w.revision(),
                w.createdAt(),
                state,
                w.drainingSince(),
                w.heldGeneration(),
                w.history(),
                w.contact(),
                w.trouble(),
                w.leaving()));
  }

  private static Worker withDraining(Worker w, Instant since) {
    return new Worker(
        w.id(),
        w.version(),
        w.revision(),
        w.createdAt(),
        w.state(),
        Optional.of(since),
        w.heldGeneration(),
        w.history(),
        w.contact(),
        w.trouble(),
        w.leaving());
  }

  private static Worker withTrouble(Worker w, Optional<Trouble> trouble) {
    return new Worker(
        w.id(),
        w.version(),
        w.revision(),
        w.createdAt(),
        w.state(),
        w.drainingSince(),
        w.heldGeneration(),
        w.history(),
        w.contact(),
        trouble,
        w.leaving());
  }

  private static Worker withHeld(Worker w, long generation) {
    return new Worker(
        w.id(),
        w.version(),
        w.revision(),
        w.createdAt(),
        w.state(),
        w.drainingSince(),
        Optional.of(generation),
        w.history(),
        w.contact(),
        w.trouble(),
        w.leaving());
  }

  private void update(String uid, UnaryOperator<Worker> change) {
    workers.computeIfPresent(uid, (key, worker) -> change.apply(worker));
  }
}
