package dev.lido.client.testkit;

import dev.lido.client.internal.call.CallSettings;
import dev.lido.client.internal.call.Outcome.Problem;
import dev.lido.client.internal.members.MemberSource;
import dev.lido.client.internal.members.WorkerAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Members that a test names; it tells a new listener everything that was told before. */
public final class FakeMembers implements MemberSource {

  private final List<Consumer<Listener>> told = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final Set<WorkerAddress> ready = new LinkedHashSet<>();

  @Override
  public synchronized void start(Listener listener) {
    listeners.add(listener);
    told.forEach(event -> event.accept(listener));
  }

  @Override
  public void close() {}

  public synchronized void settings(CallSettings settings) {
    tell(listener -> listener.settings(settings));
  }

  public synchronized void problem(Problem problem) {
    tell(listener -> listener.problem(problem, "says the test"));
  }

  public synchronized void add(WorkerAddress address) {
    ready.add(address);
    tellReady();
  }

  public synchronized void remove(WorkerAddress address) {
    ready.remove(address);
    tellReady();
  }

  /** Lists these, and no others; says so if anything is new. */
  public synchronized void set(Collection<WorkerAddress> all) {
    Set<WorkerAddress> next = new LinkedHashSet<>(all);
    if (!next.equals(ready)) {
      ready.clear();
      ready.addAll(next);
      tellReady();
    }
  }

  public synchronized void tellReady() {
    Set<WorkerAddress> now = Set.copyOf(ready);
    tell(listener -> listener.members(now));
  }

  private void tell(Consumer<Listener> event) {
    told.add(event);
    listeners.forEach(event);
  }
}
