package dev.lido.worker;

import com.google.protobuf.ByteString;
import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.v1.CallerFrame;
import dev.lido.protocol.v1.CallerHello;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.PlacementGrpc;
import dev.lido.protocol.v1.WorkerFrame;
import dev.lido.protocol.v1.WorkerMessage;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The short life of a worker that serves one call and drains, for a JVM to learn from.
 *
 * <p>It is started with the class path that workers are to have, whose first entries are jars:
 *
 * <pre>{@code
 * java -XX:AOTCacheOutput=worker.aot -cp ... dev.lido.worker.WorkerTraining
 * }</pre>
 *
 * <p>Workers of the same JDK, class path and garbage collector that are then started with {@code
 * -XX:AOTCache=worker.aot} are ready sooner. It needs no environment, and listens
 * on free ports of the loopback address.
 */
public final class WorkerTraining {

  private static final String POOL = "training";
  private static final long PATIENCE_SECONDS = 20;

  private WorkerTraining() {}

  /** Runs the program; its exit code is that of the worker, or 1 if the call failed. */
  public static void main(String[] args) {
    try {
      int port = freePort();
      WorkerMain worker = WorkerMain.start(environment(port, freePort()));
      call(port);
      worker.told();
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, String> environment(int port, int healthPort) {
    return Map.of(
        "LIDO_NAMESPACE",
        POOL,
        "LIDO_POOL",
        POOL,
        "LIDO_PARTITION",
        "0",
        "LIDO_WORKER",
        POOL,
        "LIDO_ADDRESS",
        InetAddress.getLoopbackAddress().getHostAddress(),
        "LIDO_PORT",
        Integer.toString(port),
        "LIDO_HEALTH_PORT",
        Integer.toString(healthPort),
        "LIDO_MAX_CONCURRENCY",
        "5",
        "LIDO_DRAIN_TIMEOUT",
        "1s",
        "LIDO_TLS",
        "plaintext");
  }

  private static void call(int port) throws Exception {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(InetAddress.getLoopbackAddress().getHostAddress(), port)
            .usePlaintext()
            .directExecutor()
            .build();
    try {
      Answer answer = new Answer();
      StreamObserver<CallerFrame> requests = PlacementGrpc.newStub(channel).connect(answer);
      requests.onNext(frame());
      Ended ended = answer.future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (ended.hasFailure()) {
        throw new WorkerStartException("the call failed: " + ended.getFailure(), null);
      }
      requests.onCompleted();
    } finally {
      channel.shutdownNow();
    }
  }

  private static CallerFrame frame() throws IOException {
    Task<String> task = () -> "done by " + Thread.currentThread();
    return CallerFrame.newBuilder()
        .addMessages(
            CallerMessage.newBuilder()
                .setHello(
                    CallerHello.newBuilder()
                        .setVersion(ProtocolVersion.CURRENT)
                        .setCaller(POOL)
                        .setNamespace(POOL)
                        .setPool(POOL)))
        .addMessages(
            CallerMessage.newBuilder()
                .setPlace(Place.newBuilder().setId(1).setClosure(serialized(task))))
        .build();
  }

  private static ByteString serialized(Task<?> task) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(task);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  /** Waits for the end of the child. */
  private static final class Answer implements StreamObserver<WorkerFrame> {
    private final CompletableFuture<Ended> future = new CompletableFuture<>();

    @Override
    public void onNext(WorkerFrame frame) {
      frame.getMessagesList().stream()
          .filter(WorkerMessage::hasEnded)
          .forEach(message -> future.complete(message.getEnded()));
    }

    @Override
    public void onError(Throwable failure) {
      future.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      future.completeExceptionally(new WorkerStartException("the worker went away", null));
    }
  }
}
