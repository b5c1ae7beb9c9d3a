package dev.lido.client.internal.stream;

import com.google.protobuf.ByteString;
import dev.lido.client.internal.placement.Work;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.message.Placing.Flag;
import dev.lido.protocol.stream.Outgoing;
import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.v1.CallerHello;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.Cancel;
import dev.lido.protocol.v1.DefineLambda;
import dev.lido.protocol.v1.LambdaShape;
import dev.lido.protocol.v1.Monitor;
import dev.lido.protocol.v1.Pong;
import dev.lido.protocol.v1.ReturnGrants;
import dev.lido.protocol.v1.Stop;
import dev.lido.protocol.v1.Waiting;

/** Makes the messages of a caller. */
public final class Messages {

  private Messages() {}

  /** Returns the sign of life that a worker asks for. */
  public static Outgoing pong() {
    return of(CallerMessage.newBuilder().setPong(Pong.getDefaultInstance()));
  }

  private static Outgoing of(CallerMessage.Builder message) {
    return Outgoing.of(message.build());
  }

  /** Returns the first message of a stream. */
  public static Outgoing hello(String namespace, String pool, String caller) {
    CallerHello.Builder hello =
        CallerHello.newBuilder()
            .setVersion(ProtocolVersion.CURRENT)
            .setCaller(caller)
            .setPool(pool)
            .setNamespace(namespace);
    return of(CallerMessage.newBuilder().setHello(hello));
  }

  /** Returns the message that places work. */
  public static Outgoing place(long id, Work work, boolean granted, int lambda) {
    Placing place = work.toPlacing(id).with(Flag.GRANTED, granted).lambda(lambda);
    ByteString payload = lambda == 0 ? work.wholePayload() : work.payload();
    String name = work.taskName();
    return name == null ? place.closure(payload) : place.named(name, payload);
  }

  /** Returns the message that gives a lambda's shape a number. */
  public static Outgoing defineLambda(int number, LambdaShape shape) {
    return of(
        CallerMessage.newBuilder()
            .setDefineLambda(DefineLambda.newBuilder().setNumber(number).setShape(shape)));
  }

  /** Returns the message that cancels. */
  public static Outgoing cancel(long id) {
    return of(CallerMessage.newBuilder().setCancel(Cancel.newBuilder().setId(id)));
  }

  /** Returns the message that asks how a placed child ends. */
  public static Outgoing monitor(long child) {
    return of(CallerMessage.newBuilder().setMonitor(Monitor.newBuilder().setChild(child)));
  }

  /** Returns the message that interrupts a placed child. */
  public static Outgoing stop(long child) {
    return of(CallerMessage.newBuilder().setStop(Stop.newBuilder().setChild(child)));
  }

  /** Returns the message that says whether work waits. */
  public static Outgoing waiting(boolean waiting) {
    return of(CallerMessage.newBuilder().setWaiting(Waiting.newBuilder().setWaiting(waiting)));
  }

  /** Returns the message that gives grants back. */
  public static Outgoing returnGrants(int count) {
    return of(
        CallerMessage.newBuilder().setReturnGrants(ReturnGrants.newBuilder().setCount(count)));
  }
}
