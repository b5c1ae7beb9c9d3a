package dev.lido.client.internal.local;

import dev.lido.protocol.v1.ChildEnded;
import dev.lido.protocol.v1.ChildEnded.How;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.WorkerMessage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;

/** How placed children of a local worker ended, the last thousand. Guarded by its worker's lock. */
final class LocalEndings {

  private static final int MOST = 1_000;

  private final Outbox outbox;
  private final Set<Long> monitored = new HashSet<>();
  private final LinkedHashMap<Long, ChildEnded> kept = new LinkedHashMap<>();

  LocalEndings(Outbox outbox) {
    this.outbox = outbox;
  }

  void ended(Ended ended) {
    ChildEnded.Builder how = ChildEnded.newBuilder().setChild(ended.getId());
    if (ended.hasFailure()) {
      how.setHow(How.FAILED).setFailure(ended.getFailure());
    } else {
      how.setHow(How.RETURNED);
    }
    kept.put(ended.getId(), how.build());
    if (kept.size() > MOST) {
      kept.pollFirstEntry();
    }
    if (monitored.remove(ended.getId())) {
      tell(how.build());
    }
  }

  void monitor(long child, boolean running) {
    if (running) {
      monitored.add(child);
    } else {
      ChildEnded unknown = ChildEnded.newBuilder().setChild(child).setHow(How.UNKNOWN).build();
      tell(kept.getOrDefault(child, unknown));
    }
  }

  private void tell(ChildEnded how) {
    outbox.send(WorkerMessage.newBuilder().setChildEnded(how));
  }
}
