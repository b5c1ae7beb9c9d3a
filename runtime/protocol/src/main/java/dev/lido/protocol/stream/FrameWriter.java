package dev.lido.protocol.stream;

import com.google.protobuf.ByteString;
import io.grpc.stub.CallStreamObserver;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages to a stream in frames: whatever is waiting when the stream is ready goes in one
 * frame, and nothing waits for a frame to fill.
 *
 * <ul>
 *   <li><b>Order.</b> Messages of {@link #write} go out in the order of the calls. One that carries a
 *       {@linkplain OutgoingPayload payload} above {@link #PART_BYTES} goes in parts between them, so
 *       that it never holds up small messages, nor other payloads.
 *   <li><b>What may wait.</b> Of {@link #addSource sources} one message goes with each frame, after
 *       all that was written before the frame.
 *   <li><b>Blocking.</b> No method blocks; what the stream has no room for waits in memory, without a
 *       bound: it is the owner's to {@linkplain #waitingBytes watch} it.
 *   <li><b>Failure.</b> A stream that refuses a frame is ended with that error; what was waiting is
 *       dropped, and so is all that is written later, unless it is {@linkplain #keepingUnsent kept}.
 * </ul>
 *
 * <p>This class is thread-safe. Its owner must call {@link #flush} from the stream's on-ready
 * handler.
 */
public final class FrameWriter {

  /** The largest payload, in bytes, that is sent in one piece. */
  public static final int PART_BYTES = 128 * 1024;

  /**
   * What the receiver of a stream should take as the size of a frame, in bytes: a frame holds small
   * messages of {@link #PART_BYTES}, and one more, and a part; a message that describes an exception
   * may be larger than that.
   */
  public static final int MAX_FRAME_BYTES = 4 * 1024 * 1024;

  private final CallStreamObserver<OutgoingFrame> stream;
  private final boolean keepsUnsent;

  /* Whoever moves `work` away from 0 has the event loop write until it is 0 again; all others only
   * leave their messages. So frames are written by one thread at a time, as the stream requires, and
   * what is left while the loop is busy goes together in its next frame. */
  private final Executor loop;
  private final Runnable drain = this::drain;
  private final AtomicInteger work = new AtomicInteger();
  private final OutgoingQueue messages = new OutgoingQueue();
  private final Queue<Payload> payloads = new ConcurrentLinkedQueue<>();
  private final Queue<Supplier<@Nullable Outgoing>> sources = new ConcurrentLinkedQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private volatile boolean completing;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;
  private volatile long frames;

  /* Only the event loop touches these. */
  private long written;
  private long enough;
  private @Nullable Runnable whenBelow;

  /**
   * Creates a writer.
   *
   * @param stream what the frames go to; nothing else may write to it
   * @param loop runs what writes to the stream: the stream's event loop
   */
  public FrameWriter(CallStreamObserver<OutgoingFrame> stream, Executor loop) {
    this(stream, loop, false);
  }

  private FrameWriter(
      CallStreamObserver<OutgoingFrame> stream, Executor loop, boolean keepsUnsent) {
    this.stream = stream;
    this.loop = loop;
    this.keepsUnsent = keepsUnsent;
  }

  /** Creates a writer that keeps what it can send no more, for {@link #takeUnsent}. */
  public static FrameWriter keepingUnsent(CallStreamObserver<OutgoingFrame> stream, Executor loop) {
    return new FrameWriter(stream, loop, true);
  }

  /** Sends a message. Its size, without a payload, should be well below {@link #PART_BYTES}. */
  public void write(Outgoing message) {
    add(message);
    flush();
  }

  /** Leaves a message, which the next {@link #flush} sends: for owners that hold a lock. */
  public void add(Outgoing message) {
    if (message instanceof OutgoingPayload whole && whole.payload().size() > PART_BYTES) {
      waitingBytes.addAndGet(whole.payload().size());
      payloads.add(new Payload(whole));
    } else {
      waitingBytes.addAndGet(message.size());
      messages.add(message);
    }
  }

  /**
   * Leaves a source of messages, for the next flush and those after it, until it has no message more.
   * It is asked only when the stream has room, by one thread at a time; it must neither block nor
   * throw. Sources take turns.
   */
  public void addSource(Supplier<@Nullable Outgoing> source) {
    sources.add(source);
  }

  /** Returns how many bytes wait in memory for the stream, without those of sources. */
  public long waitingBytes() {
    return waitingBytes.get();
  }

  /** Returns how many frames the stream has taken: it grows while the receiver reads. */
  public long frames() {
    return frames;
  }

  /**
   * Has something done once no more than so many bytes wait, which may be at once; it is forgotten
   * if the stream ends before. To be called by the event loop, which does it, with one such thing at
   * a time.
   */
  public void whenBelow(long bytes, Runnable action) {
    if (waitingBytes.get() <= bytes) {
      action.run();
    } else {
      enough = bytes;
      whenBelow = action;
    }
  }

  /** Ends this side of the stream once everything that was written is on its way. */
  public void complete() {
    completing = true;
    flush();
  }

  /** Ends the stream with an error, and sends nothing of what is waiting. */
  public void fail(Throwable why) {
    failure = why;
    flush();
  }

  /** Sends nothing from now on: neither what is waiting, nor what is written later. */
  public void close() {
    closed = true;
    flush();
  }

  /**
   * Returns the messages that were written and of which it is certain that they were not sent, once
   * it is closed. Of a message with a payload, parts may have been. What others write meanwhile is
   * in this list, or in that of the next call.
   */
  public List<Outgoing> takeUnsent() {
    OutgoingFrame unsent = new OutgoingFrame();
    messages.fill(unsent, Integer.MAX_VALUE);
    for (Payload next = payloads.poll(); next != null; next = payloads.poll()) {
      unsent.add(next.message);
    }
    return unsent.messages();
  }

  /** Has the event loop write what the stream has room for. */
  public void flush() {
    if (work.getAndIncrement() == 0) {
      try {
        loop.execute(drain);
      } catch (RejectedExecutionException loopHasEnded) {
        drain();
      }
    }
  }

  private void drain() {
    int seen;
    do {
      seen = work.get();
      writeOrFail();
    } while (work.addAndGet(-seen) != 0);
  }

  /** Whatever goes wrong, `work` must come to 0 again, and the peer must not wait for ever. */
  private void writeOrFail() {
    try {
      writeFrames();
    } catch (Throwable e) {
      closed = true;
      end(e);
    }
    if (closed && !keepsUnsent) {
      messages.clear();
      payloads.clear();
      sources.clear();
    }
    Runnable action = whenBelow;
    if (action != null && !closed && waitingBytes.get() <= enough) {
      whenBelow = null;
      action.run();
    }
  }

  private void end(Throwable e) {
    try {
      stream.onError(e);
    } catch (RuntimeException streamIsOver) {
      // Then its observer has learnt of it from gRPC.
    }
  }

  private void writeFrames() {
    Throwable why = failure;
    if (why != null && !closed) {
      closed = true;
      end(why);
    }
    while (!closed && hasMore() && stream.isReady()) {
      OutgoingFrame next = nextFrame();
      if (!next.isEmpty()) {
        stream.onNext(next);
        written++;
        frames = written;
      }
    }
    if (completing && !closed && !hasMore()) {
      closed = true;
      stream.onCompleted();
    }
  }

  private boolean hasMore() {
    return !messages.isEmpty() || !payloads.isEmpty() || !sources.isEmpty();
  }

  /** All small messages that fit, then a part of a payload, then what a source has. */
  private OutgoingFrame nextFrame() {
    OutgoingFrame next = new OutgoingFrame();
    messages.fill(next, PART_BYTES);
    long sent = next.messageBytes();
    Payload payload = payloads.poll();
    if (payload != null) {
      int before = payload.sent;
      next.add(payload.next());
      sent += payload.sent - before;
      if (payload.hasNext()) {
        payloads.add(payload);
      }
    }
    waitingBytes.addAndGet(-sent);
    addFromSource(next);
    return next;
  }

  private void addFromSource(OutgoingFrame next) {
    Supplier<@Nullable Outgoing> source = sources.poll();
    Outgoing message = source == null ? null : source.get();
    if (source != null && message != null) {
      next.add(message);
      sources.add(source);
    }
  }

  /** A payload on its way, in parts. */
  private static final class Payload {
    private final OutgoingPayload message;
    private int sent;

    Payload(OutgoingPayload message) {
      this.message = message;
    }

    boolean hasNext() {
      return sent < message.payload().size();
    }

    Outgoing next() {
      ByteString bytes = message.payload();
      int end = Math.min(sent + PART_BYTES, bytes.size());
      ByteString piece = bytes.substring(sent, end);
      sent = end;
      return end < bytes.size() ? message.part(piece) : message.last(piece);
    }
  }
}
