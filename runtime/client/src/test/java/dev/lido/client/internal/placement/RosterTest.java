package dev.lido.client.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.client.internal.placement.Work.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The choice of a worker, against a search through all of them. */
class RosterTest {

  private final SplittableRandom random = new SplittableRandom(4711);
  private int alones;

  @Test
  void shouldChooseALeastLoadedWorkerWhateverHappensToThem() {
    // Given
    Roster roster = new Roster(random);
    List<WorkerSlots> workers = new ArrayList<>();

    for (int step = 0; step < 20_000; step++) {
      // When
      change(roster, workers);

      // Then
      for (int partition : new int[] {Work.ANY, 0, 1}) {
        checkChoice(roster, partition);
      }
    }
    assertThat(alones).as("choices of a caller that is alone").isPositive();
  }

  private void checkChoice(Roster roster, int partition) {
    @Nullable WorkerSlots best =
        roster.in(partition).stream()
            .filter(WorkerSlots::hasRoom)
            .min(WorkerSlots::compareLoad)
            .orElse(null);
    @Nullable WorkerSlots chosen = roster.withRoom(workFor(partition));
    if (best == null || chosen == null) {
      assertThat(chosen).isEqualTo(best);
    } else {
      assertThat(chosen.hasRoom()).isTrue();
      assertThat(roster.in(partition)).contains(chosen);
      boolean onlyGrants = best.taken() >= best.capacity();
      boolean alone = roster.in(partition).stream().noneMatch(WorkerSlots::isShared);
      alones += alone ? 1 : 0;
      assertThat(!alone || onlyGrants || WorkerSlots.compareLoad(chosen, best) == 0).isTrue();
    }
  }

  private void change(Roster roster, List<WorkerSlots> workers) {
    int what = random.nextInt(20);
    if (workers.isEmpty() || (what == 0 && workers.size() < 12)) {
      WorkerSlots joins = worker(random.nextInt(2), 1 + random.nextInt(6));
      workers.add(joins);
      roster.add(joins);
      return;
    }
    WorkerSlots any = workers.get(random.nextInt(workers.size()));
    switch (what) {
      case 1 -> {
        roster.remove(any);
        workers.remove(any);
      }
      case 2 -> any.waiting(!any.isWaiting());
      case 3 -> any.drain();
      case 4 -> any.observeFull();
      case 5, 6, 7 -> any.observe(random.nextInt(any.capacity() + 1));
      case 8, 9 -> any.grant(1);
      case 10 -> any.takeGrants();
      case 11, 12 -> any.takeGrant();
      case 13, 14 ->
          LongStream.range(1, 200).filter(id -> any.work(id) != null).forEach(any::remove);
      default -> any.add(workFor(Work.ANY));
    }
  }

  @Test
  void shouldSpreadTiesOverAllThatAreEqual() {
    // Given
    Roster roster = new Roster(random);
    List<WorkerSlots> workers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      workers.add(worker(0, 5));
      roster.add(workers.getLast());
    }
    workers.getFirst().add(workFor(0));

    // When
    Set<WorkerSlots> chosen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      chosen.add(roster.withRoom(workFor(0)));
    }

    // Then
    assertThat(chosen).hasSize(9).doesNotContain(workers.getFirst());
  }

  @Test
  void shouldRunAfterNoWorkerBesideOtherCallers() {
    // Given
    Roster roster = new Roster(random);
    List<WorkerSlots> workers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      workers.add(worker(0, 5));
      roster.add(workers.getLast());
      workers.getLast().observe(i == 0 ? 0 : i == 1 ? 4 : 3);
    }

    // When
    Map<WorkerSlots, Integer> times = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      WorkerSlots chosen = roster.withRoom(workFor(0));
      assertThat(chosen).isNotNull();
      times.merge(chosen, 1, Integer::sum);
    }

    // Then
    assertThat(times.get(workers.getFirst())).isBetween(140, 260);
    assertThat(times).doesNotContainKey(workers.get(1)).hasSize(9);
  }

  @Test
  void shouldDecideAsFastOverAThousandWorkersAsOverAFew() {
    decisions(10);
    decisions(1_000);

    long few = best(10);
    long many = best(1_000);

    assertThat(many).as("ns a decision over 1,000 workers, %s over 10", few).isLessThan(10 * few);
  }

  private long best(int workers) {
    return LongStream.range(0, 5).map(i -> decisions(workers)).min().orElseThrow();
  }

  /** Returns the nanoseconds that it takes to give a child to a worker, and to take it back. */
  private long decisions(int count) {
    int turns = 50_000;
    Roster roster = new Roster(random);
    List<WorkerSlots> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      workers.add(worker(i % 4, 5));
      roster.add(workers.get(i));
    }
    Work work = workFor(Work.ANY);
    long begin = System.nanoTime();
    for (int i = 0; i < turns; i++) {
      WorkerSlots chosen = roster.withRoom(work);
      assertThat(chosen).isNotNull();
      chosen.remove(chosen.add(work));
    }
    return (System.nanoTime() - begin) / turns;
  }

  private static Work workFor(int partition) {
    SimulatedWork work = new SimulatedWork(0, null, 0);
    work.partition = partition;
    work.state = State.PLACED;
    return work;
  }

  private static WorkerSlots worker(int partition, int capacity) {
    return new SimulatedWorker("w", partition, capacity, false, none -> {}).slots;
  }
}
