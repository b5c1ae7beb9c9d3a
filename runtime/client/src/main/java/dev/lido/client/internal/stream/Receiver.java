package dev.lido.client.internal.stream;

import dev.lido.protocol.message.FromWorker;
import java.util.List;

/** Hears what comes over a connection, one call at a time, on a thread that must not be blocked. */
public interface Receiver {

  /** The worker has sent something. */
  void received(List<FromWorker> frame);

  /** The connection is over; nothing comes any more. */
  void ended(End how);

  /**
   * How a connection ended.
   *
   * @param answered whether the worker has answered all that it has started
   * @param refused whether the worker wants nothing of this caller: it is of another pool, or speaks
   *     another version
   * @param reason why, for people
   */
  record End(boolean answered, boolean refused, String reason) {}
}
