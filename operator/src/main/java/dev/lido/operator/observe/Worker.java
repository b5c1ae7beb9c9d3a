package dev.lido.operator.observe;

import java.time.Instant;
import java.util.Optional;

/**
 * One worker, as its pod tells.
 *
 * @param id which worker this is
 * @param version the version of its pod
 * @param revision the revision it was made at
 * @param createdAt when its pod was created
 * @param state what its pod does
 * @param drainingSince when the operator decided to drain it
 * @param heldGeneration the pool's generation at which its replacement was held
 * @param history how the slot's earlier workers ended
 * @param contact where its runtime is
 * @param trouble what keeps it from taking children
 * @param leaving how it will have ended, when somebody else than the operator deletes its pod
 */
public record Worker(
    WorkerId id,
    String version,
    String revision,
    Instant createdAt,
    State state,
    Optional<Instant> drainingSince,
    Optional<Long> heldGeneration,
    History history,
    Contact contact,
    Optional<Trouble> trouble,
    Optional<End> leaving) {

  /** What a worker's pod does. */
  public sealed interface State {

    /** Its container has not been started. */
    record Waiting(boolean deleting) implements State {}

    /**
     * Its container runs.
     *
     * @param readySince since when it is ready, unless it is not
     */
    record Running(boolean deleting, Optional<Instant> readySince) implements State {}

    /**
     * It ended.
     *
     * @param deleting whether its pod is being deleted, and goes by itself
     * @param end how
     */
    record Ended(boolean deleting, End end) implements State {}
  }

  /** Tells whether the worker ended. */
  public boolean ended() {
    return state instanceof State.Ended;
  }

  /** Tells whether the worker's pod is being deleted, and has not ended. */
  public boolean deleting() {
    return switch (state) {
      case State.Waiting waiting -> waiting.deleting();
      case State.Running running -> running.deleting();
      case State.Ended ended -> false;
    };
  }

  /** Tells whether the worker ended, and its pod is being deleted: nobody has to delete it. */
  public boolean vanishing() {
    return state instanceof State.Ended ended && ended.deleting();
  }

  /** Tells whether the worker neither ended nor is being deleted. */
  public boolean alive() {
    return !ended() && !deleting();
  }

  /** Tells whether the worker's container runs. */
  public boolean running() {
    return state instanceof State.Running;
  }

  /** Tells whether the operator drains the worker. */
  public boolean draining() {
    return drainingSince.isPresent();
  }

  /** Tells whether the worker is here to stay: alive, and not drained. */
  public boolean serving() {
    return alive() && !draining();
  }

  /** Returns since when the worker takes children, unless it does not. */
  public Optional<Instant> readySince() {
    return serving() && state instanceof State.Running running
        ? running.readySince()
        : Optional.empty();
  }

  /** Tells whether the worker takes children. */
  public boolean ready() {
    return readySince().isPresent();
  }

  /** Returns how the worker ended, if it did. */
  public Optional<End> end() {
    return state instanceof State.Ended ended ? Optional.of(ended.end()) : Optional.empty();
  }

  /** Returns this worker, having ended in another way than it seemed. */
  public Worker endedBy(End end) {
    return new Worker(
        id,
        version,
        revision,
        createdAt,
        new State.Ended(vanishing(), end),
        drainingSince,
        heldGeneration,
        history,
        contact,
        trouble,
        leaving);
  }
}
