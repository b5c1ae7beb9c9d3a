package dev.lido.bench.start;

import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.v1.CallerFrame;
import dev.lido.protocol.v1.CallerHello;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.NamedTask;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.PlacementGrpc;
import dev.lido.protocol.v1.WorkerFrame;
import dev.lido.protocol.v1.WorkerMessage;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The first call of a worker, tried until it is answered. */
final class FirstCall {

  private static final long PATIENCE_SECONDS = 60;

  private FirstCall() {}

  /** Tries once; whether the worker at this port of the loopback address has run a named task. */
  static boolean succeeds(String pool, int port) throws Exception {
    return listens(port) && answers(pool, port);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean answers(String pool, int port) throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().directExecutor().build();
    try {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      PlacementGrpc.newStub(channel).connect(new Answer(answer)).onNext(call(pool));
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } finally {
      channel.shutdownNow();
    }
  }

  private static CallerFrame call(String pool) {
    CallerHello hello =
        CallerHello.newBuilder()
            .setVersion(ProtocolVersion.CURRENT)
            .setCaller("bench")
            .setNamespace("default")
            .setPool(pool)
            .build();
    Place place =
        Place.newBuilder().setId(1).setNamed(NamedTask.newBuilder().setName("echo")).build();
    return CallerFrame.newBuilder()
        .addMessages(CallerMessage.newBuilder().setHello(hello))
        .addMessages(CallerMessage.newBuilder().setPlace(place))
        .build();
  }

  /** True when a child has ended, false when the worker is not ready for one. */
  private record Answer(CompletableFuture<Boolean> future) implements StreamObserver<WorkerFrame> {
    @Override
    public void onNext(WorkerFrame frame) {
      for (WorkerMessage message : frame.getMessagesList()) {
        if (message.hasEnded()) {
          future.complete(!message.getEnded().hasFailure());
        }
      }
    }

    @Override
    public void onError(Throwable notReady) {
      future.complete(false);
    }

    @Override
    public void onCompleted() {
      future.complete(false);
    }
  }
}
