package dev.lido.client.internal.stream;

import dev.lido.client.internal.placement.Work;
import dev.lido.protocol.message.FromWorker;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.stream.FrameWriter;
import dev.lido.protocol.stream.Outgoing;
import dev.lido.protocol.stream.OutgoingFrame;
import dev.lido.protocol.v1.LambdaShape;
import dev.lido.protocol.v1.PlacementGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One channel and one stream to a worker. */
final class GrpcConnection
    implements Connection, ClientResponseObserver<OutgoingFrame, List<FromWorker>> {

  /** The minor version of the protocol. */
  private static final int LAMBDAS_SINCE = 2;

  private static final int MOST_LAMBDAS = 4_096;

  private static final MethodDescriptor<OutgoingFrame, List<FromWorker>> CONNECT =
      PlacementGrpc.getConnectMethod().toBuilder(OutgoingFrame.marshaller(), FromWorker.frames())
          .build();

  private final ManagedChannel channel;
  private final Executor loop;
  private final Outgoing hello;
  private final Receiver receiver;
  private @Nullable FrameWriter opened;
  private @Nullable ClientCallStreamObserver<OutgoingFrame> stream;

  /* By identity: each place in the source has one shape. Guarded, as all of Link, by the group. */
  private final IdentityHashMap<LambdaShape, Integer> lambdas = new IdentityHashMap<>();
  private boolean welcomed;
  private volatile boolean knowsLambdas;

  GrpcConnection(ManagedChannel channel, Executor loop, Outgoing hello, Receiver receiver) {
    this.channel = channel;
    this.loop = loop;
    this.hello = hello;
    this.receiver = receiver;
  }

  @Override
  public void start() {
    ClientCalls.asyncBidiStreamingCall(channel.newCall(CONNECT, CallOptions.DEFAULT), this);
    writer().write(hello);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<OutgoingFrame> stream) {
    FrameWriter writer = FrameWriter.keepingUnsent(stream, loop);
    stream.setOnReadyHandler(writer::flush);
    opened = writer;
    this.stream = stream;
  }

  /** Everything but the start happens after the worker's hello, and so after this was set. */
  private FrameWriter writer() {
    if (opened == null) {
      throw new IllegalStateException("not started");
    }
    return opened;
  }

  @Override
  public void onNext(List<FromWorker> frame) {
    if (!welcomed) {
      welcomed = true;
      knowsLambdas = frame.stream().anyMatch(GrpcConnection::tellsOfLambdas);
    }
    try {
      receiver.received(frame);
    } catch (RuntimeException senseless) {
      cancel("the worker sent what makes no sense: " + senseless, senseless);
    }
  }

  private static boolean tellsOfLambdas(FromWorker message) {
    return message instanceof FromWorker.Other other
        && other.message().getHello().getVersion().getMinor() >= LAMBDAS_SINCE;
  }

  private void cancel(String why, RuntimeException cause) {
    if (stream != null) {
      stream.cancel(why, cause);
    }
  }

  @Override
  public void onCompleted() {
    over(new Receiver.End(true, false, "the worker has gone"));
  }

  @Override
  public void onError(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    boolean refused =
        switch (status.getCode()) {
          case FAILED_PRECONDITION, UNIMPLEMENTED, INVALID_ARGUMENT -> true;
          default -> false;
        };
    over(new Receiver.End(false, refused, Reasons.of(status, welcomed)));
  }

  private void over(Receiver.End end) {
    writer().close();
    channel.shutdown();
    receiver.ended(end);
  }

  @Override
  public void place(long id, Work work, boolean granted) {
    LambdaShape shape = work.lambda();
    int lambda = shape == null ? 0 : numberOf(shape);
    writer().add(Messages.place(id, work, granted, lambda));
  }

  /** Returns what a shape is called in this stream; 0: it has to be sent whole. */
  private int numberOf(LambdaShape shape) {
    Integer known = lambdas.get(shape);
    if (known != null) {
      return known;
    }
    if (!knowsLambdas || lambdas.size() == MOST_LAMBDAS) {
      return 0;
    }
    int number = lambdas.size() + 1;
    lambdas.put(shape, number);
    writer().add(Messages.defineLambda(number, shape));
    return number;
  }

  @Override
  public void cancel(long id) {
    writer().add(Messages.cancel(id));
  }

  @Override
  public void waiting(boolean waiting) {
    writer().add(Messages.waiting(waiting));
  }

  @Override
  public void returnGrants(int count) {
    writer().add(Messages.returnGrants(count));
  }

  @Override
  public void monitor(long child) {
    writer().add(Messages.monitor(child));
  }

  @Override
  public void stop(long child) {
    writer().add(Messages.stop(child));
  }

  @Override
  public void pong() {
    writer().add(Messages.pong());
  }

  @Override
  public void flush() {
    writer().flush();
  }

  @Override
  public Set<Long> unsent() {
    return writer().takeUnsent().stream()
        .filter(Placing.class::isInstance)
        .map(message -> ((Placing) message).id())
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.complete();
    }
    channel.shutdown();
  }

  @Override
  public void awaitEnd(Duration timeout) {
    try {
      if (!channel.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException stopWaiting) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
