package dev.lido.worker.wire;

import dev.lido.protocol.stream.FrameWriter;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * Bounds what waits for one caller that does not read, or more slowly than its children answer.
 *
 * <p>While more than {@link #MOST_BYTES} wait, the worker reads nothing from that caller: no child
 * starts that would add to it, and what is there is no more than that and the answers of the children
 * that run. So answers of whatever size reach a caller that reads, however slowly. One that has taken
 * nothing in {@value #MOST_CHECKS} checks, {@link Silence#PERIOD} apart, has stalled.
 */
final class Backlog {

  static final long MOST_BYTES = 64L * 1024 * 1024;

  private static final int MOST_CHECKS = 4;

  private final FrameWriter writer;
  private final ServerCallStreamObserver<?> stream;
  private final Runnable onHold;
  private final Runnable onRelease;
  private volatile boolean held;

  /* Only the timer touches these. */
  private long framesBefore = -1;
  private int checksInVain;

  /**
   * To be created before the stream's service method returns.
   *
   * @param onHold called by the event loop when nothing more is read from the caller
   * @param onRelease called by the event loop before its next frame is read
   */
  Backlog(
      FrameWriter writer, ServerCallStreamObserver<?> stream, Runnable onHold, Runnable onRelease) {
    this.writer = writer;
    this.stream = stream;
    this.onHold = onHold;
    this.onRelease = onRelease;
    stream.disableAutoRequest();
    stream.request(1);
  }

  /** A frame has been handled: takes the next, now or when there is room for what it asks for. */
  void takeNext() {
    if (writer.waitingBytes() <= MOST_BYTES) {
      stream.request(1);
    } else {
      held = true;
      onHold.run();
      writer.whenBelow(MOST_BYTES / 2, this::goOn);
    }
  }

  private void goOn() {
    held = false;
    onRelease.run();
    stream.request(1);
  }

  /** Whether the worker reads nothing from the caller just now. */
  boolean isHeld() {
    return held;
  }

  /** Called every {@link Silence#PERIOD} while it is held, by one thread. */
  boolean hasStalled() {
    long frames = writer.frames();
    checksInVain = frames == framesBefore ? checksInVain + 1 : 0;
    framesBefore = frames;
    return checksInVain >= MOST_CHECKS;
  }

  /** Says what is wrong with a caller that has stalled. */
  @Override
  public String toString() {
    return "it has not read for %d s, and %d MiB of answers wait for it"
        .formatted(MOST_CHECKS * Silence.PERIOD.toSeconds(), writer.waitingBytes() / (1024 * 1024));
  }
}
