package dev.lido.operator.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cache of one kind of objects, fed by a watch: it lags behind, by as many changes as nobody
 * delivered yet, but sees them in order, as Kubernetes guarantees.
 */
final class Mirror<T extends HasMetadata> {

  private final Journal<T> journal;
  private final Map<String, T> objects = new TreeMap<>();
  private int position;

  Mirror(Journal<T> journal) {
    this.journal = journal;
  }

  /** Delivers the next change; returns false if there is none. */
  boolean deliver() {
    if (position == journal.length()) {
      return false;
    }
    journal.change(position).applyTo(objects);
    position++;
    return true;
  }

  boolean deliverAll() {
    boolean any = false;
    while (deliver()) {
      any = true;
    }
    return any;
  }

  /** Lists anew, from an API server whose own cache lags by {@code behind} changes: maybe back. */
  void relist(int behind) {
    objects.clear();
    int end = Math.max(0, journal.length() - behind);
    for (position = 0; position < end; position++) {
      journal.change(position).applyTo(objects);
    }
  }

  int lag() {
    return journal.length() - position;
  }

  Collection<T> all() {
    return List.copyOf(objects.values());
  }
}
