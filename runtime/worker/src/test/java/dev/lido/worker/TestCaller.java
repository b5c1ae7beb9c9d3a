package dev.lido.worker;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.lido.protocol.stream.FrameWriter;
import dev.lido.protocol.stream.Outgoing;
import dev.lido.protocol.stream.OutgoingFrame;
import dev.lido.protocol.stream.OutgoingPayload;
import dev.lido.protocol.stream.PartAssembler;
import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.v1.CallerHello;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.Cancel;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Monitor;
import dev.lido.protocol.v1.NamedTask;
import dev.lido.protocol.v1.Part;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.PlacementGrpc;
import dev.lido.protocol.v1.Pong;
import dev.lido.protocol.v1.Refused;
import dev.lido.protocol.v1.ReturnGrants;
import dev.lido.protocol.v1.Waiting;
import dev.lido.protocol.v1.WorkerFrame;
import dev.lido.protocol.v1.WorkerMessage;
import dev.lido.protocol.v1.WorkerMessage.KindCase;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A caller that speaks the wire by hand. */
final class TestCaller implements AutoCloseable {

  private static final MethodDescriptor<OutgoingFrame, WorkerFrame> CONNECT =
      PlacementGrpc.getConnectMethod().toBuilder(
              OutgoingFrame.marshaller(), PlacementGrpc.getConnectMethod().getResponseMarshaller())
          .build();

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ManagedChannel channel;
  private final Responses responses = new Responses();
  private final FrameWriter writer;
  private final AtomicLong lastId = new AtomicLong();

  private TestCaller(String host, int port) {
    channel =
        NettyChannelBuilder.forAddress(host, port)
            .usePlaintext()
            .directExecutor()
            .maxInboundMessageSize(FrameWriter.MAX_FRAME_BYTES)
            .build();
    var unused =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(CONNECT, CallOptions.DEFAULT), responses);
    writer = new FrameWriter(responses.requests.join(), Runnable::run);
    responses.onReady = writer::flush;
    responses.onPing = () -> send(CallerMessage.newBuilder().setPong(Pong.getDefaultInstance()));
    writer.flush();
  }

  static TestCaller connect(Worker worker) {
    TestCaller caller = silent("127.0.0.1", worker.port());
    caller.hello("thumbnails");
    caller.await(KindCase.HELLO);
    return caller;
  }

  static TestCaller silent(String host, int port) {
    return new TestCaller(host, port);
  }

  void hello(String pool) {
    send(
        CallerMessage.newBuilder()
            .setHello(
                CallerHello.newBuilder()
                    .setVersion(ProtocolVersion.CURRENT)
                    .setCaller("test/1")
                    .setNamespace("default")
                    .setPool(pool)));
  }

  long place(Task<?> task) {
    return place(task, Place.newBuilder());
  }

  /** Places a closure, with the options of {@code place}. */
  long place(Task<?> task, Place.Builder place) {
    return placeClosure(serialized(task), place);
  }

  long placeClosure(ByteString closure, Place.Builder options) {
    long id = lastId.incrementAndGet();
    Place place = options.setId(id).build();
    writer.write(new Sent(id, closure, rest -> place.toBuilder().setClosure(rest)));
    return id;
  }

  /** Breaks the rule that ids are unique. */
  void placeAgain(long id, ByteString closure) {
    send(CallerMessage.newBuilder().setPlace(Place.newBuilder().setId(id).setClosure(closure)));
  }

  long placeNamed(String name, ByteString argument) {
    long id = lastId.incrementAndGet();
    Place.Builder place = Place.newBuilder().setId(id);
    writer.write(
        new Sent(
            id,
            argument,
            rest -> place.setNamed(NamedTask.newBuilder().setName(name).setArgument(rest))));
    return id;
  }

  void cancel(long id) {
    send(CallerMessage.newBuilder().setCancel(Cancel.newBuilder().setId(id)));
  }

  void monitor(long child) {
    send(CallerMessage.newBuilder().setMonitor(Monitor.newBuilder().setChild(child)));
  }

  void waiting(boolean waits) {
    send(CallerMessage.newBuilder().setWaiting(Waiting.newBuilder().setWaiting(waits)));
  }

  void returnGrants(int count) {
    send(CallerMessage.newBuilder().setReturnGrants(ReturnGrants.newBuilder().setCount(count)));
  }

  private void send(CallerMessage.Builder message) {
    writer.write(Outgoing.of(message.build()));
  }

  /** Reads nothing more, as a program that has no time for it; the connection is as it was. */
  void stopReading() {
    responses.reading = false;
  }

  /** Reads on. */
  void readOn() {
    responses.reading = true;
    responses.requests.join().request(1);
  }

  void halfClose() {
    writer.complete();
  }

  /** Waits for the end of a child. */
  Ended ended(long id) {
    return await(
        () ->
            received(KindCase.ENDED).stream()
                .map(WorkerMessage::getEnded)
                .filter(ended -> ended.getId() == id)
                .findAny()
                .orElse(null));
  }

  /** Waits for the refusal of a place. */
  Refused refused(long id) {
    return await(
        () ->
            received(KindCase.REFUSED).stream()
                .map(WorkerMessage::getRefused)
                .filter(refused -> refused.getId() == id)
                .findAny()
                .orElse(null));
  }

  /** Waits for the end of a child, or the refusal of its place. */
  WorkerMessage answer(long id) {
    return await(
        () ->
            received().stream()
                .filter(
                    message ->
                        (message.hasEnded() && message.getEnded().getId() == id)
                            || (message.hasRefused() && message.getRefused().getId() == id))
                .findAny()
                .orElse(null));
  }

  @Nullable Object value(long id) {
    return deserialized(ended(id).getValue());
  }

  WorkerMessage await(KindCase kind) {
    return await(() -> received(kind).stream().findFirst().orElse(null));
  }

  /** Waits until the stream is over; returns how it ended. */
  Status over() throws Exception {
    return responses.over.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** What has come so far, in order. */
  List<WorkerMessage> received() {
    synchronized (responses.messages) {
      return List.copyOf(responses.messages);
    }
  }

  List<WorkerMessage> received(KindCase kind) {
    return received().stream().filter(message -> message.getKindCase() == kind).toList();
  }

  private static <T> T await(java.util.concurrent.Callable<@Nullable T> condition) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(condition, found -> found != null);
  }

  static ByteString serialized(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  static @Nullable Object deserialized(ByteString bytes) {
    if (bytes.isEmpty()) {
      return null;
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Cuts the connection. */
  @Override
  public void close() {
    channel.shutdownNow();
  }

  /** A place as protobuf writes it, and the parts of its payload. */
  private static final class Sent extends OutgoingPayload {
    private final long id;
    private final ByteString payload;
    private final Function<ByteString, Place.Builder> place;

    Sent(long id, ByteString payload, Function<ByteString, Place.Builder> place) {
      this.id = id;
      this.payload = payload;
      this.place = place;
    }

    private CallerMessage message() {
      return CallerMessage.newBuilder().setPlace(place.apply(payload)).build();
    }

    @Override
    public ByteString payload() {
      return payload;
    }

    @Override
    public Outgoing part(ByteString data) {
      Part part = Part.newBuilder().setId(id).setData(data).build();
      return Outgoing.of(CallerMessage.newBuilder().setPart(part).build());
    }

    @Override
    public Outgoing last(ByteString rest) {
      return new Sent(id, rest, place);
    }

    @Override
    public int size() {
      return message().getSerializedSize();
    }

    @Override
    protected void writeTo(CodedOutputStream out) throws IOException {
      message().writeTo(out);
    }
  }

  /** Collects what the worker says; payloads are put together. */
  private static final class Responses
      implements ClientResponseObserver<OutgoingFrame, WorkerFrame> {

    private final CompletableFuture<ClientCallStreamObserver<OutgoingFrame>> requests =
        new CompletableFuture<>();
    private final CompletableFuture<Status> over = new CompletableFuture<>();
    private final List<WorkerMessage> messages = new ArrayList<>();
    private final PartAssembler parts = new PartAssembler();
    private volatile boolean reading = true;
    private volatile Runnable onReady = () -> {};
    private volatile Runnable onPing = () -> {};

    @Override
    public void beforeStart(ClientCallStreamObserver<OutgoingFrame> stream) {
      stream.setOnReadyHandler(() -> onReady.run());
      stream.disableAutoRequestWithInitial(1);
      requests.complete(stream);
    }

    @Override
    public void onNext(WorkerFrame frame) {
      for (WorkerMessage message : frame.getMessagesList()) {
        if (message.hasPing()) {
          onPing.run();
        } else if (message.hasPart()) {
          parts.add(message.getPart().getId(), message.getPart().getData());
        } else {
          keep(message.hasEnded() ? whole(message.getEnded()) : message);
        }
      }
      if (reading) {
        requests.join().request(1);
      }
    }

    private void keep(WorkerMessage message) {
      synchronized (messages) {
        messages.add(message);
      }
    }

    private WorkerMessage whole(Ended ended) {
      Ended.Builder whole = ended.toBuilder();
      if (ended.hasFailure()) {
        ByteString thrown = parts.finish(ended.getId(), ended.getFailure().getThrownObject());
        whole.setFailure(ended.getFailure().toBuilder().setThrownObject(thrown));
      } else {
        whole.setValue(parts.finish(ended.getId(), ended.getValue()));
      }
      return WorkerMessage.newBuilder().setEnded(whole).build();
    }

    @Override
    public void onError(Throwable e) {
      over.complete(Status.fromThrowable(e));
    }

    @Override
    public void onCompleted() {
      over.complete(Status.OK);
    }
  }
}
