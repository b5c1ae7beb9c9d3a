package dev.lido.system.fuzz;

import com.google.protobuf.ByteString;
import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.v1.CallerFrame;
import dev.lido.protocol.v1.CallerHello;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.Cancel;
import dev.lido.protocol.v1.Monitor;
import dev.lido.protocol.v1.NamedTask;
import dev.lido.protocol.v1.Part;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.ReturnGrants;
import dev.lido.protocol.v1.Stop;
import dev.lido.protocol.v1.Waiting;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A caller that sends a worker what makes no sense, or nearly some. */
public final class SenselessCaller {

  private static final byte[] HELLO = frame(hello());
  private static final int OVERSIZED = 5 * 1024 * 1024;

  private static final List<byte[]> RIGHT =
      List.of(
          HELLO,
          frame(place(1, "echo", "abc"), place(2, "echo", "def")),
          frame(part(3), place(3, "echo", "ghi")),
          frame(CallerMessage.newBuilder().setCancel(Cancel.newBuilder().setId(1))),
          frame(CallerMessage.newBuilder().setWaiting(Waiting.newBuilder().setWaiting(true))),
          frame(CallerMessage.newBuilder().setReturnGrants(ReturnGrants.newBuilder().setCount(3))),
          frame(CallerMessage.newBuilder().setMonitor(Monitor.newBuilder().setChild(7))),
          frame(CallerMessage.newBuilder().setStop(Stop.newBuilder().setChild(7))),
          frame(
              CallerMessage.newBuilder()
                  .setPlace(
                      Place.newBuilder()
                          .setId(4)
                          .setLambda(1)
                          .setClosure(ByteString.copyFromUtf8("no closure")))));

  private final WorkerAddress worker;
  private final RandomGenerator random;

  public SenselessCaller(WorkerAddress worker, RandomGenerator random) {
    this.worker = worker;
    this.random = random;
  }

  private static CallerMessage.Builder hello() {
    return CallerMessage.newBuilder()
        .setHello(
            CallerHello.newBuilder()
                .setVersion(ProtocolVersion.CURRENT)
                .setCaller("senseless")
                .setPool(TestWorkers.POOL.name())
                .setNamespace(TestWorkers.POOL.namespace()));
  }

  private static CallerMessage.Builder place(long id, String name, String argument) {
    NamedTask task =
        NamedTask.newBuilder().setName(name).setArgument(ByteString.copyFromUtf8(argument)).build();
    return CallerMessage.newBuilder().setPlace(Place.newBuilder().setId(id).setNamed(task));
  }

  private static CallerMessage.Builder part(long id) {
    return CallerMessage.newBuilder()
        .setPart(Part.newBuilder().setId(id).setData(ByteString.copyFromUtf8("part")));
  }

  private static byte[] frame(CallerMessage.Builder... messages) {
    CallerFrame.Builder frame = CallerFrame.newBuilder();
    for (CallerMessage.Builder message : messages) {
      frame.addMessages(message);
    }
    return frame.build().toByteArray();
  }

  /** Opens a stream, and sends frames until it has sent enough or is turned away. */
  public void sendFrames() throws InterruptedException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(worker.host(), worker.port()).usePlaintext().build();
    CountDownLatch over = new CountDownLatch(1);
    StreamObserver<byte[]> frames =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(RawFrames.CONNECT, CallOptions.DEFAULT), new Ending(over));
    frames.onNext(random.nextInt(10) == 0 ? Mutations.of(RIGHT, random) : HELLO);
    for (int i = random.nextInt(30); i > 0 && over.getCount() > 0; i--) {
      frames.onNext(next());
    }
    if (random.nextBoolean()) {
      frames.onCompleted();
      boolean unused = over.await(200, TimeUnit.MILLISECONDS);
    }
    channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }

  private byte[] next() {
    return switch (random.nextInt(200)) {
      case 0 -> new byte[OVERSIZED];
      case 1, 2, 3 -> Mutations.noise(random, 1_000);
      default -> Mutations.of(RIGHT, random);
    };
  }

  /** Connects, and sends what is no HTTP/2, or begins as such. */
  public void sendNoise() {
    byte[] greeting =
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(worker.host(), worker.port()), 2_000);
      socket.setSoTimeout(50);
      if (random.nextBoolean()) {
        socket.getOutputStream().write(greeting);
        socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
      }
      socket.getOutputStream().write(Mutations.noise(random, 3_000));
      socket.getOutputStream().flush();
      int unused = socket.getInputStream().read();
    } catch (IOException turnedAway) {
      // As it should be.
    }
  }

  private record Ending(CountDownLatch over) implements StreamObserver<byte[]> {
    @Override
    public void onNext(byte[] frame) {}

    @Override
    public void onError(Throwable e) {
      over.countDown();
    }

    @Override
    public void onCompleted() {
      over.countDown();
    }
  }
}
