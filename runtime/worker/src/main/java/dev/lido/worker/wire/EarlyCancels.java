package dev.lido.worker.wire;

import java.util.LinkedHashSet;

/**
 * Cancels that came before their places, which large payloads hold up. Most cancels that find no
 * child have come too late instead; of those only so many are kept.
 */
final class EarlyCancels {

  private static final int KEPT = 256;

  private final LinkedHashSet<Long> ids = new LinkedHashSet<>();

  void add(long id) {
    ids.add(id);
    if (ids.size() > KEPT) {
      ids.removeFirst();
    }
  }

  boolean remove(long id) {
    return !ids.isEmpty() && ids.remove(id);
  }
}
