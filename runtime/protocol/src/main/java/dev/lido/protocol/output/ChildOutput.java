package dev.lido.protocol.output;

import com.google.protobuf.ByteString;
import dev.lido.protocol.task.ChildStreams;
import dev.lido.protocol.v1.Output;
import dev.lido.protocol.v1.OutputLine;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one child prints, on its way to its caller: the last lines, up to a bound.
 *
 * <p>Printing never waits for whoever takes the lines; where he is slow the oldest are lost, and
 * counted. A child that prints nothing costs nothing but this object. Thread-safe.
 */
public final class ChildOutput implements ChildStreams {

  /** What is kept at most, in bytes, with what a line costs by itself. */
  public static final int MAX_BYTES = 256 * 1024;

  /** What one message holds, in bytes, and one line more. */
  static final int MESSAGE_BYTES = 16 * 1024;

  private static final int LINE_BYTES = 64;

  private final Consumer<ChildOutput> announce;
  private final boolean copies;
  private volatile @Nullable Printer out;
  private volatile @Nullable Printer err;

  /* Guarded by this object; nothing is done under it that blocks. */
  private @Nullable Queue<OutputLine> lines;
  private int bytes;
  private long lost;
  private boolean announced;
  private boolean closed;
  private @Nullable Runnable whenTaken;

  /** One of a child's two streams. */
  private record Printer(PrintStream stream, Lines lines) {}

  /**
   * Creates the output of a child that has printed nothing.
   *
   * @param announce hears that there are lines to be {@linkplain #next taken}, after there were none;
   *     must not block
   * @param copies whether the process's own standard output, and error, get a copy
   */
  public ChildOutput(Consumer<ChildOutput> announce, boolean copies) {
    this.announce = announce;
    this.copies = copies;
  }

  @Override
  public PrintStream out() {
    Printer made = out;
    return made == null ? makeOut().stream() : made.stream();
  }

  @Override
  public PrintStream err() {
    Printer made = err;
    return made == null ? makeErr().stream() : made.stream();
  }

  private synchronized Printer makeOut() {
    Printer made = out;
    if (made == null) {
      made = printer(false, copies ? StandardStreams.out() : null);
      out = made;
    }
    return made;
  }

  private synchronized Printer makeErr() {
    Printer made = err;
    if (made == null) {
      made = printer(true, copies ? StandardStreams.err() : null);
      err = made;
    }
    return made;
  }

  private Printer printer(boolean error, @Nullable PrintStream copy) {
    Lines cut = new Lines((text, length) -> add(text, length, error), copy);
    return new Printer(new PrintStream(cut, false, StandardCharsets.UTF_8), cut);
  }

  private void add(byte[] text, int length, boolean error) {
    OutputLine line =
        OutputLine.newBuilder()
            .setText(ByteString.copyFrom(text, 0, length))
            .setError(error)
            .build();
    if (keep(line)) {
      announce.accept(this);
    }
  }

  /** Returns whether it is to be announced. */
  private synchronized boolean keep(OutputLine line) {
    if (closed) {
      return false;
    }
    Queue<OutputLine> kept = lines;
    if (kept == null) {
      kept = new ArrayDeque<>();
      lines = kept;
    }
    kept.add(line);
    bytes += cost(line);
    while (bytes > MAX_BYTES) {
      bytes -= cost(kept.remove());
      lost++;
    }
    boolean first = !announced;
    announced = true;
    return first;
  }

  private static int cost(OutputLine line) {
    return line.getText().size() + LINE_BYTES;
  }

  /**
   * Takes the oldest lines, or says that there are none: then new ones are announced. The message
   * lacks its id.
   */
  public Output.@Nullable Builder next() {
    Runnable then;
    synchronized (this) {
      Queue<OutputLine> kept = lines;
      if (kept != null && !kept.isEmpty()) {
        return take(kept);
      }
      announced = false;
      then = whenTaken;
      whenTaken = null;
    }
    if (then != null) {
      then.run();
    }
    return null;
  }

  private Output.Builder take(Queue<OutputLine> kept) {
    Output.Builder message = Output.newBuilder().setLost(lost);
    lost = 0;
    int before = bytes;
    while (before - bytes < MESSAGE_BYTES && !kept.isEmpty()) {
      OutputLine line = kept.remove();
      bytes -= cost(line);
      message.addLines(line);
    }
    return message;
  }

  /**
   * The child has ended: what its threads print from now on is not its output any more.
   *
   * @param then called by {@link #next} when all lines have been taken, if there are any
   * @return whether there are any
   */
  public boolean finish(Runnable then) {
    flush(out);
    flush(err);
    synchronized (this) {
      closed = true;
      boolean some = lines != null && !lines.isEmpty();
      whenTaken = some ? then : null;
      return some;
    }
  }

  private static void flush(@Nullable Printer made) {
    if (made != null) {
      made.stream().flush();
      made.lines().finish();
    }
  }

  /** Nobody takes lines any more; they go to the copy alone. */
  public synchronized void close() {
    closed = true;
    lines = null;
    bytes = 0;
    whenTaken = null;
  }
}
