package dev.lido.operator.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All objects of one kind at the API server: as they are, and every change that there ever was. */
final class Journal<T extends HasMetadata> {

  /** A change: the object's new state, or none when it is gone. */
  record Change<T>(String name, Optional<T> state) {

    void applyTo(Map<String, T> objects) {
      state.ifPresentOrElse(s -> objects.put(name, s), () -> objects.remove(name));
    }
  }

  private final List<Change<T>> changes = new ArrayList<>();
  private final Map<String, T> current = new TreeMap<>();

  void put(T state) {
    add(new Change<>(state.getMetadata().getName(), Optional.of(state)));
  }

  void remove(String name) {
    add(new Change<>(name, Optional.empty()));
  }

  private void add(Change<T> change) {
    changes.add(change);
    change.applyTo(current);
  }

  Optional<T> get(String name) {
    return Optional.ofNullable(current.get(name));
  }

  /** Returns what there is now, in the order of names. */
  Collection<T> all() {
    return List.copyOf(current.values());
  }

  int length() {
    return changes.size();
  }

  Change<T> change(int position) {
    return changes.get(position);
  }
}
