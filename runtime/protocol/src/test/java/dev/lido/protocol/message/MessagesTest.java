package dev.lido.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.lido.protocol.message.Placing.Flag;
import dev.lido.protocol.stream.IncomingFrames;
import dev.lido.protocol.stream.Outgoing;
import dev.lido.protocol.stream.OutgoingFrames;
import dev.lido.protocol.v1.CallContext;
import dev.lido.protocol.v1.CallerFrame;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.Cancel;
import dev.lido.protocol.v1.CodeVersion;
import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.NamedTask;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.WorkerFrame;
import dev.lido.protocol.v1.WorkerMessage;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MessagesTest {

  private static final int SEEDS = 20;
  private static final int FRAMES = 500;
  private static final Parser<CallerFrame> CALLER_FRAMES =
      DiscardUnknownFieldsParser.wrap(CallerFrame.parser());
  private static final Parser<WorkerFrame> WORKER_FRAMES =
      DiscardUnknownFieldsParser.wrap(WorkerFrame.parser());

  private Random random = new Random(0);

  @Test
  void shouldWritePlacesAsProtobufDoes() {
    for (int i = 0; i < FRAMES; i++) {
      Place place = place();

      byte[] bytes = OutgoingFrames.bytes(List.of(placing(place)));

      CallerFrame expected = frame(List.of(message(place)));
      assertThat(bytes).hasSize(expected.getSerializedSize());
      assertThat(callerFrame(bytes)).isEqualTo(expected);
    }
  }

  @Test
  void shouldKnowEveryFieldOfAPlace() {
    List<FieldDescriptor> fields = Place.getDescriptor().getFields();

    assertThat(fields)
        .allSatisfy(
            field -> {
              CallerFrame frame = frame(List.of(message(place(field))));
              assertThat(read(FromCaller.frames(), frame.toByteArray(), MessagesTest::written))
                  .hasValueSatisfying(bytes -> assertThat(callerFrame(bytes)).isEqualTo(frame));
            });
  }

  /** With that field alone. */
  private static Place place(FieldDescriptor field) {
    Object value =
        switch (field.getJavaType()) {
          case LONG -> 1L;
          case INT -> 1;
          case BOOLEAN -> true;
          case BYTE_STRING -> ByteString.copyFromUtf8("a");
          case MESSAGE -> Place.newBuilder().newBuilderForField(field).build();
          default -> throw new AssertionError("no value for " + field);
        };
    return Place.newBuilder().setField(field, value).build();
  }

  @Test
  void shouldWriteValuesAsProtobufDoes() {
    for (int i = 0; i < FRAMES; i++) {
      Ended ended = Ended.newBuilder().setId(number()).setValue(bytes()).build();

      byte[] bytes = OutgoingFrames.bytes(List.of(new Returned(ended.getId(), ended.getValue())));

      assertThat(bytes).isEqualTo(workerFrame(ended).toByteArray());
    }
  }

  /** Including what nobody writes: fields in another order or twice, unknown ones, and nonsense. */
  @RepeatedTest(SEEDS)
  void shouldReadOfCallersWhatProtobufReads(RepetitionInfo run) {
    random = new Random(run.getCurrentRepetition());
    for (int i = 0; i < FRAMES; i++) {
      byte[] bytes = spoilt(frame(callerMessages()).toByteArray());

      Optional<CallerFrame> read =
          read(FromCaller.frames(), bytes, MessagesTest::written).map(MessagesTest::callerFrame);

      assertThat(read).as("%s", List.of(bytes)).isEqualTo(parsed(CALLER_FRAMES, bytes));
    }
  }

  @RepeatedTest(SEEDS)
  void shouldReadOfWorkersWhatProtobufReads(RepetitionInfo run) {
    random = new Random(run.getCurrentRepetition());
    for (int i = 0; i < FRAMES; i++) {
      byte[] bytes = spoilt(workerFrame(ended(), ended()).toByteArray());

      Optional<WorkerFrame> read =
          read(FromWorker.frames(), bytes, MessagesTest::written).map(MessagesTest::valuesOnly);

      assertThat(read)
          .as("%s", List.of(bytes))
          .isEqualTo(parsed(WORKER_FRAMES, bytes).map(MessagesTest::valuesOnly));
    }
  }

  private static <M> Optional<byte[]> read(
      IncomingFrames<M> frames, byte[] bytes, Function<M, Outgoing> written) {
    try {
      List<M> messages = frames.parse(new ByteArrayInputStream(bytes));
      return Optional.of(OutgoingFrames.bytes(messages.stream().map(written).toList()));
    } catch (StatusRuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Outgoing written(FromCaller message) {
    return switch (message) {
      case Placing placing -> placing;
      case FromCaller.Other other -> Outgoing.of(other.message());
    };
  }

  private static Outgoing written(FromWorker message) {
    return switch (message) {
      case Returned returned -> returned;
      case FromWorker.Other other -> Outgoing.of(other.message());
    };
  }

  private static CallerFrame callerFrame(byte[] bytes) {
    return parsed(CALLER_FRAMES, bytes).orElseThrow();
  }

  /** An end without an outcome is one with an empty value. */
  private static WorkerFrame valuesOnly(byte[] bytes) {
    return valuesOnly(parsed(WORKER_FRAMES, bytes).orElseThrow());
  }

  private static WorkerFrame valuesOnly(WorkerFrame frame) {
    WorkerFrame.Builder all = WorkerFrame.newBuilder();
    for (WorkerMessage message : frame.getMessagesList()) {
      Ended ended = message.getEnded();
      boolean value = message.hasEnded() && !ended.hasFailure();
      all.addMessages(
          value
              ? WorkerMessage.newBuilder()
                  .setEnded(ended.toBuilder().setValue(ended.getValue()))
                  .build()
              : message);
    }
    return all.build();
  }

  private static <M extends Message> Optional<M> parsed(Parser<M> parser, byte[] bytes) {
    try {
      return Optional.of(parser.parseFrom(bytes));
    } catch (InvalidProtocolBufferException unreadable) {
      return Optional.empty();
    }
  }

  private List<CallerMessage> callerMessages() {
    List<CallerMessage> messages = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      messages.add(
          random.nextInt(4) == 0
              ? CallerMessage.newBuilder().setCancel(Cancel.newBuilder().setId(number())).build()
              : message(place()));
    }
    return messages;
  }

  /** One time in two as it is. */
  private byte[] spoilt(byte[] bytes) {
    byte[] changed = bytes.clone();
    int changes = changed.length == 0 ? 0 : Math.max(0, random.nextInt(6) - 2);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(changed.length);
      changed[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : changed[at] ^ 1 << 3);
    }
    return changed;
  }

  private Place place() {
    Place.Builder place =
        Place.newBuilder()
            .setId(number())
            .setTimeoutNanos(number())
            .setUnlinked(random.nextBoolean())
            .setGranted(random.nextBoolean())
            .setReportStart(random.nextBoolean())
            .setPlacedChild(random.nextBoolean())
            .setOutput(random.nextBoolean())
            .setLambda((int) number());
    switch (random.nextInt(3)) {
      case 0 -> place.setClosure(bytes());
      case 1 -> place.setNamed(NamedTask.newBuilder().setName(text()).setArgument(bytes()));
      default -> {}
    }
    if (random.nextInt(4) == 0) {
      place.setCode(CodeVersion.newBuilder().setClassName(text()).setHash(random.nextLong()));
    }
    if (random.nextInt(4) == 0) {
      place.setContext(CallContext.newBuilder().putMdc(text(), text()));
    }
    return place.build();
  }

  private static Placing placing(Place place) {
    Placing placing =
        new Placing(place.getId())
            .timeoutNanos(place.getTimeoutNanos())
            .with(Flag.UNLINKED, place.getUnlinked())
            .with(Flag.GRANTED, place.getGranted())
            .with(Flag.REPORT_START, place.getReportStart())
            .with(Flag.PLACED_CHILD, place.getPlacedChild())
            .with(Flag.OUTPUT, place.getOutput())
            .lambda(place.getLambda())
            .code(place.hasCode() ? place.getCode() : null)
            .context(place.hasContext() ? place.getContext() : null);
    return switch (place.getWorkCase()) {
      case CLOSURE -> placing.closure(place.getClosure());
      case NAMED -> placing.named(place.getNamed().getName(), place.getNamed().getArgument());
      case WORK_NOT_SET -> placing;
    };
  }

  private Ended ended() {
    Ended.Builder ended = Ended.newBuilder().setId(number());
    return random.nextInt(8) == 0
        ? ended.setFailure(Failure.newBuilder().setMessage(text())).build()
        : ended.setValue(bytes()).build();
  }

  private long number() {
    return random.nextInt(4) == 0 ? 0 : random.nextLong() >>> random.nextInt(64);
  }

  private ByteString bytes() {
    byte[] bytes = new byte[random.nextInt(5)];
    random.nextBytes(bytes);
    return random.nextInt(4) == 0
        ? ByteString.copyFrom(new byte[] {1, 0})
        : ByteString.copyFrom(bytes);
  }

  private String text() {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> Character.toString(random.nextInt(0xd7ff)))
        .reduce("", String::concat);
  }

  private static CallerMessage message(Place place) {
    return CallerMessage.newBuilder().setPlace(place).build();
  }

  private static CallerFrame frame(List<CallerMessage> messages) {
    return CallerFrame.newBuilder().addAllMessages(messages).build();
  }

  private static WorkerFrame workerFrame(Ended... ends) {
    WorkerFrame.Builder frame = WorkerFrame.newBuilder();
    for (Ended ended : ends) {
      frame.addMessages(WorkerMessage.newBuilder().setEnded(ended));
    }
    return frame.build();
  }
}
