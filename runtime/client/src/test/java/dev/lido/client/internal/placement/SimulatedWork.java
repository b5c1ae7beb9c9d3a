package dev.lido.client.internal.placement;

import com.google.protobuf.ByteString;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.v1.LambdaShape;
import org.jspecify.annotations.Nullable;

/** Work that remembers what became of it. */
final class SimulatedWork extends Work {

  final int number;
  int starts;
  int timesPlaced;
  boolean lost;
  boolean unsent;
  boolean lostUnsent;
  @Nullable Rejection rejection;

  SimulatedWork(int number, @Nullable PartitionKey key, int retries) {
    super(key, retries);
    this.number = number;
  }

  boolean isOver() {
    return state() == State.DONE;
  }

  @Override
  public Placing toPlacing(long messageId) {
    return new Placing(messageId);
  }

  @Override
  public @Nullable String taskName() {
    return null;
  }

  @Override
  public @Nullable LambdaShape lambda() {
    return null;
  }

  @Override
  public ByteString payload() {
    return ByteString.EMPTY;
  }

  @Override
  public ByteString wholePayload() {
    return ByteString.EMPTY;
  }

  @Override
  public @Nullable ClassLoader loader() {
    return null;
  }

  @Override
  protected void placed() {
    timesPlaced++;
  }

  @Override
  protected void waits() {}

  @Override
  protected void rejected(Rejection why) {
    rejection = why;
  }

  @Override
  protected void lost(String why) {
    lost = true;
    lostUnsent |= unsent && !isRestarted();
  }

  @Override
  public String toString() {
    return "work " + number + " (" + state() + ")";
  }
}
