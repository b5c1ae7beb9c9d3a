package dev.lido.system.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.v1.CallerFrame;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.Draining;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Grant;
import dev.lido.protocol.v1.Load;
import dev.lido.protocol.v1.Part;
import dev.lido.protocol.v1.PlacementGrpc;
import dev.lido.protocol.v1.Refused;
import dev.lido.protocol.v1.Started;
import dev.lido.protocol.v1.WorkerFrame;
import dev.lido.protocol.v1.WorkerHello;
import dev.lido.protocol.v1.WorkerMessage;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/** A worker of partition 1 that answers with what makes no sense, or nearly some. */
public final class SenselessWorker implements AutoCloseable {

  private final RandomGenerator random;
  private final Server server;

  public SenselessWorker(RandomGenerator random) throws IOException {
    this.random = random;
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerServiceDefinition.builder(PlacementGrpc.SERVICE_NAME)
                    .addMethod(RawFrames.CONNECT, ServerCalls.asyncBidiStreamingCall(Answers::new))
                    .build())
            .build()
            .start();
  }

  public WorkerAddress address() {
    return new WorkerAddress("127.0.0.1", server.getPort());
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static byte[] frame(WorkerMessage.Builder message) {
    return WorkerFrame.newBuilder().addMessages(message).build().toByteArray();
  }

  private static WorkerMessage.Builder hello() {
    return WorkerMessage.newBuilder()
        .setHello(
            WorkerHello.newBuilder()
                .setVersion(ProtocolVersion.CURRENT)
                .setPool(TestWorkers.POOL.name())
                .setNamespace(TestWorkers.POOL.namespace())
                .setPartition(1)
                .setWorker("senseless")
                .setMaxConcurrency(5)
                .setLoad(Load.getDefaultInstance()));
  }

  /** What a worker may say of that child. */
  private static List<byte[]> right(long id) {
    ByteString bytes = ByteString.copyFromUtf8("bytes");
    Failure failure =
        Failure.newBuilder().setKind(Failure.Kind.THREW).setThrownObject(bytes).build();
    return List.of(
        frame(WorkerMessage.newBuilder().setEnded(Ended.newBuilder().setId(id).setValue(bytes))),
        frame(
            WorkerMessage.newBuilder().setEnded(Ended.newBuilder().setId(id).setFailure(failure))),
        frame(WorkerMessage.newBuilder().setPart(Part.newBuilder().setId(id).setData(bytes))),
        frame(WorkerMessage.newBuilder().setStarted(Started.newBuilder().setId(id).setChild(9))),
        frame(
            WorkerMessage.newBuilder()
                .setRefused(Refused.newBuilder().setId(id).setReason(Refused.Reason.FULL))),
        frame(WorkerMessage.newBuilder().setLoad(Load.newBuilder().setTaken(3))),
        frame(WorkerMessage.newBuilder().setGrant(Grant.newBuilder().setCount(2))),
        frame(WorkerMessage.newBuilder().setDraining(Draining.getDefaultInstance())),
        frame(hello()));
  }

  private final class Answers implements StreamObserver<byte[]> {
    private final StreamObserver<byte[]> caller;

    Answers(StreamObserver<byte[]> caller) {
      this.caller = caller;
      caller.onNext(frame(hello()));
    }

    @Override
    public synchronized void onNext(byte[] frame) {
      try {
        for (CallerMessage message : CallerFrame.parseFrom(frame).getMessagesList()) {
          if (message.hasPlace()) {
            answer(message.getPlace().getId());
          }
        }
      } catch (InvalidProtocolBufferException | IllegalStateException overAlready) {
        // The caller has turned away.
      }
    }

    private void answer(long id) {
      synchronized (random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
          boolean noise = random.nextInt(50) == 0;
          caller.onNext(noise ? Mutations.noise(random, 500) : Mutations.of(right(id), random));
        }
      }
    }

    @Override
    public void onError(Throwable gone) {}

    @Override
    public void onCompleted() {}
  }
}
