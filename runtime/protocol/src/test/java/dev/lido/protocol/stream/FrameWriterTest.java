package dev.lido.protocol.stream;

import static dev.lido.protocol.stream.FrameWriter.PART_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.lido.protocol.message.Placing;
import dev.lido.protocol.v1.CallerMessage;
import dev.lido.protocol.v1.Cancel;
import dev.lido.protocol.v1.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameWriterTest {

  private final FakeStream stream = new FakeStream();
  private final FrameWriter writer = newWriter(stream);

  @Test
  void shouldSendAtOnceWhenTheStreamIsReady() {
    writer.write(Outgoing.of(small(1)));

    assertThat(stream.frames).hasSize(1);
  }

  @Test
  void shouldSendWhatHasWaitedInOneFrameAndInOrder() {
    stream.room = 0;
    LongStream.range(0, 100).forEach(id -> writer.write(Outgoing.of(small(id))));
    assertThat(stream.frames).isEmpty();

    stream.makeRoom(1);

    assertThat(stream.frames).hasSize(1);
    assertThat(stream.messages())
        .extracting(message -> message.getCancel().getId())
        .containsExactlyElementsOf(LongStream.range(0, 100).boxed().toList());
  }

  @Test
  void shouldSendInOneFrameWhatIsLeftWhileTheLoopIsBusy() {
    // Given
    Deque<Runnable> loop = new ArrayDeque<>();
    FrameWriter busy = new FrameWriter(stream, loop::add);

    // When
    LongStream.range(0, 100).forEach(id -> busy.write(Outgoing.of(small(id))));

    // Then
    assertThat(loop).hasSize(1);
    loop.remove().run();
    assertThat(stream.frames).hasSize(1);
    assertThat(stream.messages()).hasSize(100);
    busy.write(Outgoing.of(small(100)));
    assertThat(loop).hasSize(1);
  }

  @Test
  void shouldTellWhatWaitsAndWhenThereIsLessOfIt() {
    // Given
    List<Long> told = new ArrayList<>();
    stream.room = 0;
    writePayload(1, bytes(3 * PART_BYTES, 1));
    writer.write(Outgoing.of(small(2)));
    long waiting = writer.waitingBytes();

    // When
    writer.whenBelow(PART_BYTES, () -> told.add(writer.waitingBytes()));
    stream.makeRoom(1);
    List<Long> tooEarly = List.copyOf(told);
    stream.makeRoom(1);

    // Then
    assertThat(waiting).isEqualTo(3L * PART_BYTES + small(2).getSerializedSize());
    assertThat(tooEarly).isEmpty();
    assertThat(told).containsExactly((long) PART_BYTES);
    stream.makeRoom(1);
    assertThat(writer.waitingBytes()).isZero();
    assertThat(writer.frames()).isEqualTo(3);
    writer.whenBelow(0, () -> told.add(-1L));
    assertThat(told).endsWith(-1L);
  }

  @Test
  void shouldSendAPayloadOfThePartSizeInOnePiece() {
    writePayload(1, bytes(PART_BYTES, 1));

    assertThat(stream.messages()).hasSize(1).allMatch(CallerMessage::hasPlace);
  }

  @Test
  void shouldPutLargePayloadsTogetherAgain() {
    Map<Long, ByteString> payloads = new HashMap<>();
    for (int size : new int[] {0, 1, PART_BYTES + 1, 2 * PART_BYTES, 10 * PART_BYTES + 17}) {
      long id = payloads.size();
      payloads.put(id, bytes(size, size));
      writePayload(id, bytes(size, size));
    }

    assertThat(assembled()).isEqualTo(payloads);
  }

  @Test
  void shouldNotHoldUpSmallMessagesByALargePayload() {
    stream.room = 0;
    writePayload(1, bytes(10 * PART_BYTES, 1));
    stream.makeRoom(2);

    writer.write(Outgoing.of(small(7)));
    stream.makeRoom(1);

    assertThat(stream.frames.get(2).getMessages(0)).isEqualTo(small(7));
    assertThat(stream.messages()).noneMatch(CallerMessage::hasPlace);
  }

  @Test
  void shouldNotHoldUpALargePayloadByManySmallMessages() {
    stream.room = 0;
    writePayload(1, bytes(2 * PART_BYTES, 1));
    LongStream.range(0, 100_000).forEach(id -> writer.write(Outgoing.of(small(id))));

    stream.makeRoom(2);

    assertThat(stream.messages()).anyMatch(CallerMessage::hasPlace);
    assertThat(stream.frames.get(1).getMessagesCount()).isGreaterThan(1);
  }

  @Test
  void shouldSendLargePayloadsInTurn() {
    stream.room = 0;
    writePayload(1, bytes(5 * PART_BYTES, 1));
    writePayload(2, bytes(2 * PART_BYTES, 2));

    stream.makeRoom(Integer.MAX_VALUE);

    assertThat(stream.messages())
        .filteredOn(CallerMessage::hasPlace)
        .extracting(message -> message.getPlace().getId())
        .containsExactly(2L, 1L);
  }

  @Test
  void shouldKeepFramesBelowTheLimit() {
    stream.room = 0;
    writePayload(1, bytes(5 * PART_BYTES, 1));
    for (long id = 2; id < 20; id++) {
      writePayload(id, bytes(PART_BYTES, 1));
    }

    stream.makeRoom(Integer.MAX_VALUE);

    assertThat(stream.frames)
        .allMatch(frame -> frame.getSerializedSize() < FrameWriter.MAX_FRAME_BYTES / 4);
  }

  @Test
  void shouldCompleteAfterAllThatWasWritten() {
    stream.room = 0;
    writePayload(1, bytes(3 * PART_BYTES, 1));
    writer.complete();
    assertThat(stream.completed).isFalse();

    stream.makeRoom(Integer.MAX_VALUE);

    assertThat(stream.completed).isTrue();
    assertThat(stream.messages()).last().matches(CallerMessage::hasPlace);
  }

  @Test
  void shouldLetSourcesWaitForAllElse() {
    stream.room = 0;
    writer.addSource(source(11, 12));
    writer.addSource(source(21));
    writer.write(Outgoing.of(small(1)));
    writePayload(2, bytes(2 * PART_BYTES, 1));

    stream.makeRoom(Integer.MAX_VALUE);

    assertThat(stream.frames)
        .extracting(frame -> frame.getMessagesList().stream().map(FrameWriterTest::what).toList())
        .containsExactly(
            List.of("cancel 1", "part 2", "cancel 11"),
            List.of("place 2", "cancel 21"),
            List.of("cancel 12"));
  }

  private static String what(CallerMessage message) {
    return switch (message.getKindCase()) {
      case CANCEL -> "cancel " + message.getCancel().getId();
      case PART -> "part " + message.getPart().getId();
      case PLACE -> "place " + message.getPlace().getId();
      default -> "?";
    };
  }

  private static Supplier<@Nullable Outgoing> source(long... ids) {
    Iterator<Long> rest = LongStream.of(ids).iterator();
    return () -> rest.hasNext() ? Outgoing.of(small(rest.next())) : null;
  }

  @Test
  void shouldCompleteAfterWhatSourcesHave() {
    stream.room = 0;
    writer.addSource(source(1, 2));
    writer.complete();
    assertThat(stream.completed).isFalse();

    stream.makeRoom(2);
    assertThat(stream.completed).isFalse();
    stream.makeRoom(1);

    assertThat(stream.messages()).containsExactly(small(1), small(2));
    assertThat(stream.completed).isTrue();
  }

  @Test
  void shouldDropWhatIsWrittenOnceClosed() {
    stream.room = 0;
    writer.write(Outgoing.of(small(1)));

    writer.close();
    writer.write(Outgoing.of(small(2)));
    stream.makeRoom(Integer.MAX_VALUE);

    assertThat(stream.frames).isEmpty();
    assertThat(stream.completed).isFalse();
  }

  @Test
  void shouldEndAStreamThatRefusesAFrame() {
    stream.refusal = new IllegalStateException("call already half-closed");

    writer.write(Outgoing.of(small(1)));
    stream.refusal = null;
    writer.write(Outgoing.of(small(2)));

    assertThat(stream.error).hasMessage("call already half-closed");
    assertThat(stream.frames).isEmpty();
  }

  @Test
  void shouldWriteAFrameAtATimeAndLoseNothingWhenManyThreadsWrite() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int thread = t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () ->
                      LongStream.range(0, 5_000)
                          .forEach(i -> writer.write(Outgoing.of(small(thread * 10_000L + i))))));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(stream.messages()).hasSize(40_000);
    for (long t = 0; t < 8; t++) {
      long thread = t;
      assertThat(stream.messages().stream().map(message -> message.getCancel().getId()))
          .filteredOn(id -> id / 10_000 == thread)
          .isSorted();
    }
  }

  private Map<Long, ByteString> assembled() {
    PartAssembler parts = new PartAssembler();
    Map<Long, ByteString> payloads = new HashMap<>();
    for (CallerMessage message : stream.messages()) {
      if (message.hasPart()) {
        parts.add(message.getPart().getId(), message.getPart().getData());
      } else {
        Place place = message.getPlace();
        payloads.put(place.getId(), parts.finish(place.getId(), place.getClosure()));
      }
    }
    return payloads;
  }

  @Test
  void shouldTellWhatWasCertainlyNotSent() {
    FrameWriter keeping = FrameWriter.keepingUnsent(stream, Runnable::run);
    List<Outgoing> written = LongStream.range(0, 5).mapToObj(FrameWriterTest::placing).toList();
    keeping.write(written.get(1));
    stream.room = 1;
    keeping.write(written.get(2));
    keeping.write(written.get(3));

    keeping.close();
    keeping.write(written.get(4));

    assertThat(keeping.takeUnsent()).containsExactlyInAnyOrderElementsOf(written.subList(2, 5));
    assertThat(keeping.takeUnsent()).isEmpty();
  }

  private static Outgoing placing(long id) {
    return new Placing(id).closure(bytes(id == 2 ? 3 * PART_BYTES : 1, id));
  }

  private void writePayload(long id, ByteString payload) {
    writePayload(writer, id, payload);
  }

  private static void writePayload(FrameWriter writer, long id, ByteString payload) {
    writer.write(new Placing(id).closure(payload));
  }

  private static FrameWriter newWriter(FakeStream stream) {
    FrameWriter writer = new FrameWriter(stream, Runnable::run);
    stream.setOnReadyHandler(writer::flush);
    return writer;
  }

  private static CallerMessage small(long id) {
    return CallerMessage.newBuilder().setCancel(Cancel.newBuilder().setId(id)).build();
  }

  private static ByteString bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}
