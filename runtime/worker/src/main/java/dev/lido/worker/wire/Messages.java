package dev.lido.worker.wire;

import dev.lido.protocol.stream.Outgoing;
import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.v1.CallerHello;
import dev.lido.protocol.v1.ChildEnded;
import dev.lido.protocol.v1.Draining;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Grant;
import dev.lido.protocol.v1.Load;
import dev.lido.protocol.v1.Output;
import dev.lido.protocol.v1.Ping;
import dev.lido.protocol.v1.Refused;
import dev.lido.protocol.v1.Started;
import dev.lido.protocol.v1.Stuck;
import dev.lido.protocol.v1.WorkerHello;
import dev.lido.protocol.v1.WorkerMessage;
import dev.lido.worker.WorkerIdentity;
import dev.lido.worker.admission.Admission;
import java.util.Optional;

/** Makes the worker's messages. */
final class Messages {

  private static final WorkerMessage ONE_GRANT =
      WorkerMessage.newBuilder().setGrant(Grant.newBuilder().setCount(1)).build();

  private Messages() {}

  private static Outgoing of(WorkerMessage.Builder message) {
    return Outgoing.of(message.build());
  }

  static Outgoing oneGrant() {
    return Outgoing.of(ONE_GRANT);
  }

  static Outgoing draining() {
    return of(WorkerMessage.newBuilder().setDraining(Draining.getDefaultInstance()));
  }

  static Outgoing ping() {
    return of(WorkerMessage.newBuilder().setPing(Ping.getDefaultInstance()));
  }

  static Outgoing stuck(long id, Failure where) {
    return of(WorkerMessage.newBuilder().setStuck(Stuck.newBuilder().setId(id).setFailure(where)));
  }

  private static Load.Builder load(int taken, int stuck) {
    return Load.newBuilder().setTaken(taken).setStuck(stuck);
  }

  static Outgoing hello(WireContext worker, int taken) {
    WorkerIdentity identity = worker.identity();
    return of(
        WorkerMessage.newBuilder()
            .setHello(
                WorkerHello.newBuilder()
                    .setVersion(ProtocolVersion.CURRENT)
                    .setPool(identity.pool())
                    .setNamespace(identity.namespace())
                    .setPartition(identity.partition())
                    .setWorker(identity.worker())
                    .setMaxConcurrency(worker.maxConcurrency())
                    .setLoad(load(taken, worker.slots().stuck()))
                    .setDraining(worker.slots().isDraining())
                    .setPid(ProcessHandle.current().pid())));
  }

  static Outgoing loaded(Admission.Load load, int stuck) {
    return of(
        WorkerMessage.newBuilder().setLoad(load(load.taken(), stuck).setOthers(load.byOthers())));
  }

  static Outgoing started(long id, long child) {
    return of(
        WorkerMessage.newBuilder().setStarted(Started.newBuilder().setId(id).setChild(child)));
  }

  static Outgoing childEnded(ChildEnded how) {
    return of(WorkerMessage.newBuilder().setChildEnded(how));
  }

  static Outgoing refused(long id, Refused.Reason reason, String message, int taken, int stuck) {
    return of(
        WorkerMessage.newBuilder()
            .setRefused(
                Refused.newBuilder()
                    .setId(id)
                    .setReason(reason)
                    .setMessage(message)
                    .setLoad(load(taken, stuck))));
  }

  static Outgoing output(long id, Output.Builder printed) {
    return of(WorkerMessage.newBuilder().setOutput(printed.setId(id)));
  }

  /** Tells why a caller has come to the wrong worker, if so. */
  static Optional<String> mismatch(CallerHello caller, WorkerIdentity worker) {
    if (!ProtocolVersion.worksWith(caller.getVersion())) {
      return Optional.of(
          "worker %s speaks version %s of the protocol, the caller %s: one minor version apart works"
              .formatted(
                  worker,
                  ProtocolVersion.text(ProtocolVersion.CURRENT),
                  ProtocolVersion.text(caller.getVersion())));
    }
    if (!caller.getPool().equals(worker.pool())
        || !caller.getNamespace().equals(worker.namespace())) {
      return Optional.of(
          "worker %s is not of pool %s/%s, which the caller means"
              .formatted(worker, caller.getNamespace(), caller.getPool()));
    }
    return Optional.empty();
  }
}
