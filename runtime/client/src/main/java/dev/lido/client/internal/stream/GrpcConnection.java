package dev.lido.client.internal.stream;

import dev.lido.client.internal.placement.Work;
import dev.lido.protocol.stream.FrameWriter;
import dev.lido.protocol.v1.CallerFrame;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.PlacementGrpc;
import dev.lido.protocol.v1.WorkerFrame;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One channel and one stream to a worker. */
final class GrpcConnection implements Connection, ClientResponseObserver<CallerFrame, WorkerFrame> {

  private final ManagedChannel channel;
  private final CallerMessage hello;
  private final Receiver receiver;
  private @Nullable FrameWriter<CallerMessage, CallerFrame> opened;

  GrpcConnection(ManagedChannel channel, CallerMessage hello, Receiver receiver) {
    this.channel = channel;
    this.hello = hello;
    this.receiver = receiver;
  }

  @Override
  public void start() {
    PlacementGrpc.newStub(channel).connect(this);
    writer().write(hello);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<CallerFrame> stream) {
    FrameWriter<CallerMessage, CallerFrame> writer = new FrameWriter<>(stream, Messages::frame);
    stream.setOnReadyHandler(writer::flush);
    opened = writer;
  }

  /** Everything but the start happens after the worker's hello, and so after this was set. */
  private FrameWriter<CallerMessage, CallerFrame> writer() {
    if (opened == null) {
      throw new IllegalStateException("not started");
    }
    return opened;
  }

  @Override
  public void onNext(WorkerFrame frame) {
    receiver.received(frame);
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
    over(new Receiver.End(false, refused, status.getCode() + ": " + status.getDescription()));
  }

  private void over(Receiver.End end) {
    writer().close();
    channel.shutdown();
    receiver.ended(end);
  }

  @Override
  public void place(long id, Work work, boolean granted) {
    writer()
        .addPayload(
            work.payload(),
            part -> Messages.part(id, part),
            rest -> Messages.place(id, work, granted, rest));
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
  public void flush() {
    writer().flush();
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
