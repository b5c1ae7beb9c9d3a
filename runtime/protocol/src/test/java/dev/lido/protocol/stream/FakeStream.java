package dev.lido.protocol.stream;

import dev.lido.protocol.v1.CallerFrame;
import dev.lido.protocol.v1.CallerMessage;
import io.grpc.stub.CallStreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream whose readiness the test decides. */
final class FakeStream extends CallStreamObserver<OutgoingFrame> {

  final List<CallerFrame> frames = new ArrayList<>();
  boolean completed;
  @Nullable Throwable error;

  /** How many frames it still has room for. */
  int room = Integer.MAX_VALUE;

  @Nullable RuntimeException refusal;
  private Runnable onReady = () -> {};

  List<CallerMessage> messages() {
    return frames.stream().flatMap(frame -> frame.getMessagesList().stream()).toList();
  }

  /** Makes room for so many more frames, and says so. */
  void makeRoom(int frames) {
    room = frames;
    onReady.run();
  }

  @Override
  public boolean isReady() {
    return room > 0;
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    onReady = handler;
  }

  @Override
  public void onNext(OutgoingFrame frame) {
    if (refusal != null) {
      throw refusal;
    }
    room--;
    try {
      frames.add(CallerFrame.parseFrom(frame));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onError(Throwable e) {
    error = e;
  }

  @Override
  public void onCompleted() {
    completed = true;
  }

  @Override
  public void disableAutoInboundFlowControl() {}

  @Override
  public void request(int count) {}

  @Override
  public void setMessageCompression(boolean enable) {}
}
