package dev.lido.operator.simulation;

import dev.lido.operator.observe.History;
import dev.lido.operator.observe.PoolView;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.plan.Action;
import dev.lido.operator.plan.Action.CreateWorker;
import dev.lido.operator.plan.Action.DeleteWorker;
import dev.lido.operator.plan.Action.DrainWorker;
import dev.lido.operator.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Bugs that the simulation has to find. */
final class Mutants {

  private Mutants() {}

  static Stream<Mutant> all() {
    return Stream.concat(blind(), wrong());
  }

  private static Stream<Mutant> blind() {
    return Stream.of(
        Mutant.seeing("the surge limit is forgotten", view -> Wrong.surge(view, "100%")),
        Mutant.seeing("the unavailable limit is forgotten", v -> Wrong.unavailable(v, "100%")),
        Mutant.seeing("nothing is asked of the API server", v -> v.withLive(v.workers())),
        new Mutant("a stale cache is trusted", new StaleCache()),
        Mutant.seeing("a drain is not awaited", Wrong::drained),
        Mutant.seeing("intensity is ignored", Wrong::patient),
        Mutant.seeing("the busiest go first", Wrong::loads),
        Mutant.seeing("up-to-date workers go before outdated ones", Wrong::busyOutdated),
        Mutant.seeing("outdated workers pass for new ones", v -> Wrong.revision(v, v.revision())),
        Mutant.seeing("new workers pass for outdated ones", v -> Wrong.revision(v, "old")),
        Mutant.seeing("whoever runs passes for ready", Wrong::ready),
        Mutant.seeing("workers that leave are not seen", Wrong::withoutLeaving),
        Mutant.seeing("suspension is ignored", Wrong::resumed));
  }

  private static Stream<Mutant> wrong() {
    return Stream.of(
        Mutant.doing("the drain is skipped", Mutants::skipDrain),
        Mutant.doing("names are not deterministic", Mutants::rename),
        Mutant.doing("the history is not carried on", Mutants::forget),
        Mutant.doing("the predecessor goes first", Mutants::deletePredecessor),
        Mutant.doing("ended workers are not replaced", Mutants::abandon),
        Mutant.doing("ended workers are left behind", Mutants::leaveBehind),
        Mutant.doing("a deletion is not checked against changes", Mutants::deleteAnyway),
        Mutant.doing("every pass holds what ended", Mutants::holdAgain),
        Mutant.deciding("nobody is woken", Mutants::sleep));
  }

  private static Stream<Action> skipDrain(PoolView view, Action action) {
    return Stream.of(
        action instanceof DrainWorker drain
            ? new DeleteWorker(drain.worker(), Optional.empty())
            : action);
  }

  private static Stream<Action> rename(PoolView view, Action action) {
    return Stream.of(action instanceof CreateWorker c ? renamed(view, c) : action);
  }

  private static CreateWorker renamed(PoolView view, CreateWorker c) {
    String suffix = Integer.toString(view.workers().stream().mapToInt(w -> version(w)).sum());
    return new CreateWorker(
        c.partition(), c.slot(), c.name() + suffix, c.predecessor(), c.history());
  }

  private static int version(Worker worker) {
    return Integer.parseInt(worker.version());
  }

  private static Stream<Action> forget(PoolView view, Action action) {
    return Stream.of(
        action instanceof CreateWorker c
            ? new CreateWorker(c.partition(), c.slot(), c.name(), c.predecessor(), History.NONE)
            : action);
  }

  private static Stream<Action> deletePredecessor(PoolView view, Action action) {
    List<Action> deletions =
        view.workers().stream()
            .filter(w -> w.ended() && action instanceof CreateWorker c && isOf(w, c))
            .<Action>map(w -> new DeleteWorker(w.id(), Optional.empty()))
            .toList();
    return deletions.isEmpty() ? Stream.of(action) : deletions.stream();
  }

  private static boolean isOf(Worker predecessor, CreateWorker successor) {
    return predecessor.id().uid().equals(successor.predecessor());
  }

  private static Stream<Action> abandon(PoolView view, Action action) {
    boolean isFirst =
        !(action instanceof CreateWorker c) || view.pool().uid().equals(c.predecessor());
    return Stream.of(action).filter(a -> isFirst);
  }

  private static Stream<Action> leaveBehind(PoolView view, Action action) {
    boolean ended =
        action instanceof DeleteWorker delete
            && view.workers().stream().anyMatch(w -> w.ended() && w.id().equals(delete.worker()));
    return Stream.of(action).filter(a -> !ended);
  }

  private static Stream<Action> deleteAnyway(PoolView view, Action action) {
    return Stream.of(
        action instanceof DeleteWorker delete
            ? new DeleteWorker(delete.worker(), Optional.empty())
            : action);
  }

  private static Stream<Action> holdAgain(PoolView view, Action action) {
    return Stream.concat(
        Stream.of(action),
        view.workers().stream()
            .filter(Worker::ended)
            .map(w -> new Action.HoldReplacement(w.id(), w.version(), view.pool().generation())));
  }

  private static Plan sleep(PoolView view, Plan plan) {
    return new Plan(plan.actions(), Optional.empty(), plan.questions(), plan.exhausted());
  }
}
