package dev.lido.client.simulation;

import com.google.protobuf.ByteString;
import dev.lido.client.internal.placement.Rejection;
import dev.lido.client.internal.placement.Work;
import dev.lido.client.simulation.Traffic.Arrival;
import dev.lido.protocol.v1.LambdaShape;
import dev.lido.protocol.v1.Place;
import org.jspecify.annotations.Nullable;

/** A call that is only to be placed. */
final class SimulatedCall extends Work {

  final Arrival arrival;

  SimulatedCall(Arrival arrival) {
    super(null, 0);
    this.arrival = arrival;
    patient(true);
  }

  @Override
  public Place.Builder toPlace() {
    return Place.newBuilder();
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
