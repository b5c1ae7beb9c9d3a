package dev.lido.operator.simulation;

import dev.lido.operator.reconcile.Planning;
import java.util.Optional;
import java.util.SplittableRandom;

/** Lets histories happen, with the real operator around some planner. */
final class Simulation {

  /** More than any other step declares: a change that releases what was stopped. */
  private static final int MANY = 50;

  private final Planning planner;
  private final boolean fenced;

  Simulation(Planning planner) {
    this(planner, true);
  }

  /** Makes one; unless {@code fenced}, operators go on writing when another leads. */
  Simulation(Planning planner, boolean fenced) {
    this.planner = planner;
    this.fenced = fenced;
  }

  /** Returns the rule that a history broke, if it did. */
  Optional<Violation> run(History history) {
    return run(history, new World(planner, fenced, false));
  }

  /** Tells a history line by line. */
  String trace(History history) {
    World world = new World(planner, fenced, true);
    Optional<Violation> violation = run(history, world);
    return world.trace.text() + violation.map(v -> "\n" + v.getMessage()).orElse("");
  }

  private static Optional<Violation> run(History history, World world) {
    try {
      happen(history, world);
      return Optional.empty();
    } catch (Violation violation) {
      return Optional.of(violation);
    }
  }

  private static void happen(History history, World world) {
    Settling settling = new Settling(world);
    Declarations declarations = new Declarations(world);
    declarations.create(new SplittableRandom(history.seed()));
    if (history.settled()) {
      settling.settle();
    }
    Steps steps = new Steps(world);
    history.steps().forEach(steps::perform);
    if (history.frozen()) {
      settling.freeze();
    }
    settling.settle();
    RestChecks checks = new RestChecks(world);
    if (checks.isStopped()) {
      declarations.change(spec -> spec.setMaxConcurrency(MANY));
      settling.settle();
    }
    checks.check();
  }
}
