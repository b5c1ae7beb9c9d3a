package dev.lido.worker.wire;

import dev.lido.protocol.message.FromCaller;
import dev.lido.protocol.stream.OutgoingFrame;
import dev.lido.protocol.v1.PlacementGrpc;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Lets callers in, while the worker takes any. */
public final class PlacementService implements BindableService {

  private final WireContext worker;
  private final BooleanSupplier takesCallers;

  /** Creates the service. */
  public PlacementService(WireContext worker, BooleanSupplier takesCallers) {
    this.worker = worker;
    this.takesCallers = takesCallers;
  }

  @Override
  public ServerServiceDefinition bindService() {
    MethodDescriptor<List<FromCaller>, OutgoingFrame> connect =
        PlacementGrpc.getConnectMethod().toBuilder(
                new TolerantFrames(FromCaller.frames()), OutgoingFrame.marshaller())
            .build();
    return ServerServiceDefinition.builder(PlacementGrpc.SERVICE_NAME)
        .addMethod(connect, ServerCalls.asyncBidiStreamingCall(this::connect))
        .build();
  }

  private StreamObserver<List<FromCaller>> connect(StreamObserver<OutgoingFrame> responses) {
    if (takesCallers.getAsBoolean()) {
      return new CallerStream(
          worker, (ServerCallStreamObserver<OutgoingFrame>) responses, WireServer.loop());
    }
    responses.onError(
        Status.UNAVAILABLE
            .withDescription("worker %s is not ready".formatted(worker.identity()))
            .asRuntimeException());
    return new Turned();
  }

  /** A caller that was turned away. */
  private static final class Turned implements StreamObserver<List<FromCaller>> {
    @Override
    public void onNext(List<FromCaller> frame) {}

    @Override
    public void onError(Throwable gone) {}

    @Override
    public void onCompleted() {}
  }
}
