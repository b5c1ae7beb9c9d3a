package dev.lido.client.internal.group;

import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.internal.placement.WorkerSlots;
import dev.lido.client.internal.stream.Connection;
import dev.lido.protocol.stream.PartAssembler;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** An address where a worker is, or was, and the connection to it. Guarded by its group's lock. */
final class Peer {

  final WorkerAddress address;
  final Backoff backoff = new Backoff();
  boolean listed = true;
  boolean warned;

  /** Why it is not connected, for people; empty: it is, or there is nothing to tell. */
  String trouble = "";

  /** Why the present connection is given up; {@code null}: it is not. */
  @Nullable String objection;

  /** Whether it is not known yet if a worker answers there. */
  boolean untried = true;

  /** The worker that was there last; {@code null}: it is not known yet. */
  @Nullable String worker;

  @Nullable Connection connection;
  @Nullable WorkerSlots slots;
  @Nullable Future<?> attempt;
  PartAssembler parts = new PartAssembler();

  Peer(WorkerAddress address) {
    this.address = address;
  }
}
