package dev.lido.client.internal.stream;

import com.google.protobuf.ByteString;
import dev.lido.client.internal.placement.Work;
import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.v1.CallerFrame;
import dev.lido.protocol.v1.CallerHello;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.Cancel;
import dev.lido.protocol.v1.DefineLambda;
import dev.lido.protocol.v1.LambdaShape;
import dev.lido.protocol.v1.Monitor;
import dev.lido.protocol.v1.NamedTask;
import dev.lido.protocol.v1.Part;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.Pong;
import dev.lido.protocol.v1.ReturnGrants;
import dev.lido.protocol.v1.Stop;
import dev.lido.protocol.v1.Waiting;
import java.util.List;

/** Makes the messages of a caller. */
public final class Messages {

  /** The sign of life that a worker asks for. */
  public static final CallerMessage PONG =
      CallerMessage.newBuilder().setPong(Pong.getDefaultInstance()).build();

  private Messages() {}

  /** Returns a frame of messages. */
  public static CallerFrame frame(List<CallerMessage> messages) {
    return CallerFrame.newBuilder().addAllMessages(messages).build();
  }

  /** Returns the first message of a stream. */
  public static CallerMessage hello(String namespace, String pool, String caller) {
    CallerHello.Builder hello =
        CallerHello.newBuilder()
            .setVersion(ProtocolVersion.CURRENT)
            .setCaller(caller)
            .setPool(pool)
            .setNamespace(namespace);
    return CallerMessage.newBuilder().setHello(hello).build();
  }

  /** Returns the message that places work, with its payload or what its parts have left of it. */
  public static CallerMessage place(
      long id, Work work, boolean granted, int lambda, ByteString payload) {
    Place.Builder place = work.toPlace().setId(id).setGranted(granted).setLambda(lambda);
    String name = work.taskName();
    if (name == null) {
      place.setClosure(payload);
    } else {
      place.setNamed(NamedTask.newBuilder().setName(name).setArgument(payload));
    }
    return CallerMessage.newBuilder().setPlace(place).build();
  }

  /** Returns the message that gives a lambda's shape a number. */
  public static CallerMessage defineLambda(int number, LambdaShape shape) {
    return CallerMessage.newBuilder()
        .setDefineLambda(DefineLambda.newBuilder().setNumber(number).setShape(shape))
        .build();
  }

  /** Returns the message of a part of a payload. */
  public static CallerMessage part(long id, ByteString data) {
    return CallerMessage.newBuilder().setPart(Part.newBuilder().setId(id).setData(data)).build();
  }

  /** Returns the message that cancels. */
  public static CallerMessage cancel(long id) {
    return CallerMessage.newBuilder().setCancel(Cancel.newBuilder().setId(id)).build();
  }

  /** Returns the message that asks how a placed child ends. */
  public static CallerMessage monitor(long child) {
    return CallerMessage.newBuilder().setMonitor(Monitor.newBuilder().setChild(child)).build();
  }

  /** Returns the message that interrupts a placed child. */
  public static CallerMessage stop(long child) {
    return CallerMessage.newBuilder().setStop(Stop.newBuilder().setChild(child)).build();
  }

  /** Returns the message that says whether work waits. */
  public static CallerMessage waiting(boolean waiting) {
    return CallerMessage.newBuilder().setWaiting(Waiting.newBuilder().setWaiting(waiting)).build();
  }

  /** Returns the message that gives grants back. */
  public static CallerMessage returnGrants(int count) {
    return CallerMessage.newBuilder()
        .setReturnGrants(ReturnGrants.newBuilder().setCount(count))
        .build();
  }
}
