package dev.lido.operator.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Lets the operator work, called only when the framework would, until nothing is left to do. */
final class Settling {

  private static final int MOST_ROUNDS = 600;

  private final World world;

  Settling(World world) {
    this.world = world;
  }

  /** Ends all faults, and goes on until the world is at rest. */
  void settle() {
    world.trace.say(() -> "faults stop");
    world.cluster.heal();
    rest(true);
  }

  /** Goes on until the operator is at rest while nothing else moves. */
  void freeze() {
    world.trace.say(() -> "the world stands still");
    rest(false);
  }

  private void rest(boolean moving) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean moved = moving && move();
      if (world.operator().caches().deliverAll()) {
        world.operator().trigger();
      }
      if (world.operator().isDue()) {
        world.pass(Faults.none(round));
      } else if (!moved && !skip(moving)) {
        checkQuiet();
        return;
      }
    }
    throw new Violation(Rule.COMES_TO_REST, "after " + MOST_ROUNDS + " rounds there is none");
  }

  private boolean move() {
    world.clock.advance(Duration.ofMillis(100));
    boolean moved = world.cluster.collect();
    for (var pod : world.pods()) {
      Machine machine = world.server.machine(pod);
      moved |= machine.children > 0;
      machine.children = Math.max(0, machine.children - 1);
      moved |= world.cluster.progress(pod);
    }
    return moved;
  }

  /** Skips to when something happens next; returns false if nothing does. */
  private boolean skip(boolean moving) {
    Optional<Instant> next =
        Stream.concat(
                world.operator().wakeUp().stream(),
                moving ? world.cluster.nextDeadline().stream() : Stream.empty())
            .min(Instant::compareTo);
    next.ifPresent(world.clock::advanceTo);
    return next.isPresent();
  }

  private void checkQuiet() {
    int before = world.api.writes();
    int told = world.announced();
    for (int minutes : new int[] {1, 60}) {
      world.clock.advance(Duration.ofMinutes(minutes));
      world.pass(Faults.none(minutes));
    }
    Rule.QUIET.check(world.api.writes() == before, "writes though nothing changed");
    // Another operator has nothing to tell that the first one told already.
    world.replaceOperator(new SplittableRandom(0));
    world.operator().caches().deliverAll();
    world.pass(Faults.none(0));
    Rule.QUIET.check(world.announced() == told, "tells though nothing happened");
  }
}
