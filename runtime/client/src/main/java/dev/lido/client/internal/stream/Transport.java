package dev.lido.client.internal.stream;

import dev.lido.client.internal.members.WorkerAddress;

/** Makes connections to workers. */
@FunctionalInterface
public interface Transport {

  /** Makes a connection that has yet to be started; does not block. */
  Connection connect(WorkerAddress address, Receiver receiver);
}
