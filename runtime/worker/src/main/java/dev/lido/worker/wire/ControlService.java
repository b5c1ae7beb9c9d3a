package dev.lido.worker.wire;

import dev.lido.protocol.v1.ChildDescription;
import dev.lido.protocol.v1.ControlGrpc;
import dev.lido.protocol.v1.DescribeRequest;
import dev.lido.protocol.v1.DrainRequest;
import dev.lido.protocol.v1.DrainResponse;
import dev.lido.protocol.v1.WorkerDescription;
import dev.lido.worker.WorkerIdentity;
import dev.lido.worker.child.Child;
import io.grpc.stub.StreamObserver;

/** Answers the operator and people's tools. */
public final class ControlService extends ControlGrpc.ControlImplBase {

  private final WireContext worker;
  private final Runnable drain;

  /**
   * Creates the service.
   *
   * @param drain makes the worker drain; idempotent, returns at once
   */
  public ControlService(WireContext worker, Runnable drain) {
    this.worker = worker;
    this.drain = drain;
  }

  @Override
  public void drain(DrainRequest request, StreamObserver<DrainResponse> responses) {
    drain.run();
    responses.onNext(DrainResponse.newBuilder().setTaken(worker.slots().taken()).build());
    responses.onCompleted();
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<WorkerDescription> responses) {
    WorkerIdentity identity = worker.identity();
    WorkerDescription.Builder description =
        WorkerDescription.newBuilder()
            .setPool(identity.pool())
            .setNamespace(identity.namespace())
            .setPartition(identity.partition())
            .setWorker(identity.worker())
            .setPid(ProcessHandle.current().pid())
            .setMaxConcurrency(worker.maxConcurrency())
            .setTaken(worker.slots().taken())
            .setStuck(worker.children().stuck().count())
            .setDraining(worker.slots().isDraining())
            .setCallers(worker.streams().count());
    for (Child child : worker.children().oldest(Integer.toUnsignedLong(request.getMaxChildren()))) {
      description.addChildren(describe(child));
    }
    responses.onNext(description.build());
    responses.onCompleted();
  }

  private static ChildDescription describe(Child child) {
    return ChildDescription.newBuilder()
        .setId(child.number())
        .setTask(child.title())
        .setCaller(child.caller())
        .setRunningNanos(child.ageNanos())
        .setLinked(child.isLinked())
        .setStuck(child.isStuck())
        .build();
  }
}
