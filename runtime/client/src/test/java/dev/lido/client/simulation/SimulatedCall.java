package dev.lido.client.simulation;

import com.google.protobuf.ByteString;
import dev.lido.client.internal.placement.Rejection;
import dev.lido.client.internal.placement.Work;
import dev.lido.client.simulation.Traffic.Arrival;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.v1.LambdaShape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call that is only to be placed. */
final class SimulatedCall extends Work {

  private final @Nullable Arrival arrival;
  private long number;

  SimulatedCall(Arrival arrival) {
    super(null, 0);
    this.arrival = arrival;
    patient(true);
  }

  /** Creates a call that nobody counts. */
  SimulatedCall() {
    super(null, 0);
    arrival = null;
    patient(true);
  }

  Arrival arrival() {
    return Objects.requireNonNull(arrival);
  }

  /** Returns the number under which its worker has it. */
  long number() {
    return number;
  }

  void number(long now) {
    number = now;
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
  protected void placed() {}

  @Override
  protected void waits() {}

  @Override
  protected void rejected(Rejection why) {
    throw new IllegalStateException("rejected: " + why);
  }

  @Override
  protected void lost(String why) {
    throw new IllegalStateException("lost: " + why);
  }
}
