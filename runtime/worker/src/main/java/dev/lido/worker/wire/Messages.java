package dev.lido.worker.wire;

import com.google.protobuf.ByteString;
import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.v1.CallerHello;
import dev.lido.protocol.v1.ChildEnded;
import dev.lido.protocol.v1.Draining;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Grant;
import dev.lido.protocol.v1.Load;
import dev.lido.protocol.v1.Output;
import dev.lido.protocol.v1.Part;
import dev.lido.protocol.v1.Ping;
import dev.lido.protocol.v1.Place;
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

  static final WorkerMessage ONE_GRANT =
      WorkerMessage.newBuilder().setGrant(Grant.newBuilder().setCount(1)).build();

  static final WorkerMessage DRAINING =
      WorkerMessage.newBuilder().setDraining(Draining.getDefaultInstance()).build();

  static final WorkerMessage PING =
      WorkerMessage.newBuilder().setPing(Ping.getDefaultInstance()).build();

  private Messages() {}

  static WorkerMessage stuck(long id, Failure where) {
    return WorkerMessage.newBuilder()
        .setStuck(Stuck.newBuilder().setId(id).setFailure(where))
        .build();
  }

  private static Load.Builder load(int taken, int stuck) {
    return Load.newBuilder().setTaken(taken).setStuck(stuck);
  }

  static WorkerMessage hello(WireContext worker, int taken) {
    WorkerIdentity identity = worker.identity();
    return WorkerMessage.newBuilder()
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
                .setPid(ProcessHandle.current().pid()))
        .build();
  }

  static WorkerMessage loaded(Admission.Load load, int stuck) {
    return WorkerMessage.newBuilder()
        .setLoad(load(load.taken(), stuck).setOthers(load.byOthers()))
        .build();
  }

  static WorkerMessage started(long id, long child) {
    return WorkerMessage.newBuilder()
        .setStarted(Started.newBuilder().setId(id).setChild(child))
        .build();
  }

  static WorkerMessage childEnded(ChildEnded how) {
    return WorkerMessage.newBuilder().setChildEnded(how).build();
  }

  static WorkerMessage refused(
      long id, Refused.Reason reason, String message, int taken, int stuck) {
    return WorkerMessage.newBuilder()
        .setRefused(
            Refused.newBuilder()
                .setId(id)
                .setReason(reason)
                .setMessage(message)
                .setLoad(load(taken, stuck)))
        .build();
  }

  static WorkerMessage part(long id, ByteString data) {
    return WorkerMessage.newBuilder().setPart(Part.newBuilder().setId(id).setData(data)).build();
  }

  static WorkerMessage returned(long id, ByteString value) {
    return WorkerMessage.newBuilder()
        .setEnded(Ended.newBuilder().setId(id).setValue(value))
        .build();
  }

  static WorkerMessage failed(long id, Failure failure, ByteString thrownObject) {
    return WorkerMessage.newBuilder()
        .setEnded(
            Ended.newBuilder()
                .setId(id)
                .setFailure(failure.toBuilder().setThrownObject(thrownObject)))
        .build();
  }

  static WorkerMessage output(long id, Output.Builder printed) {
    return WorkerMessage.newBuilder().setOutput(printed.setId(id)).build();
  }

  /** The end of a place's payload, which came in the message itself. */
  static ByteString payload(Place place) {
    return switch (place.getWorkCase()) {
      case CLOSURE -> place.getClosure();
      case NAMED -> place.getNamed().getArgument();
      case WORK_NOT_SET -> ByteString.EMPTY;
    };
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
