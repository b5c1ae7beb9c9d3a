package dev.lido.protocol.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is written into lines, each of which goes to the copy and to whoever takes it.
 *
 * <p>The copy may block, and so hold up the threads of this child that print, as any standard output
 * does; it is no reason to hold up those of others. Thread-safe.
 */
final class Lines extends OutputStream {

  /** Of a line, in bytes; what is longer goes in pieces, as what never ends must not be kept. */
  static final int MAX_BYTES = 16 * 1024;

  private static final int FIRST_BYTES = 128;
  private static final byte[] NEWLINE = {'\n'};

  /** Takes lines, without their ends; must not block. */
  @FunctionalInterface
  interface Taker {
    void take(byte[] bytes, int length);
  }

  private final Taker taker;
  private final @Nullable PrintStream copy;
  private final ReentrantLock lock = new ReentrantLock();
  private byte[] line = new byte[FIRST_BYTES];
  private int length;
  private boolean continued;

  Lines(Taker taker, @Nullable PrintStream copy) {
    this.taker = taker;
    this.copy = copy;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    lock.lock();
    try {
      int end = from + count;
      int at = from;
      while (at < end) {
        at = add(bytes, at, end);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes bytes up to the end of the line, of the line's room, or of the bytes. */
  private int add(byte[] bytes, int from, int end) {
    int most = Math.min(end, from + MAX_BYTES - length);
    int at = from;
    while (at < most && bytes[at] != '\n') {
      at++;
    }
    keep(bytes, from, at - from);
    if (at < most) {
      end();
      return at + 1;
    }
    if (length == MAX_BYTES) {
      split();
    }
    return at;
  }

  private void keep(byte[] bytes, int from, int count) {
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    System.arraycopy(bytes, from, line, length, count);
    length += count;
  }

  /** A piece ends where a character does. */
  private void split() {
    int cut = length - 1;
    while (cut > length - 4 && (line[cut] & 0xC0) == 0x80) {
      cut--;
    }
    boolean begins = (line[cut] & 0xC0) == 0xC0;
    int piece = begins ? cut : length;
    taker.take(line, piece);
    copy(piece);
    System.arraycopy(line, piece, line, 0, length - piece);
    length -= piece;
    continued = true;
  }

  private void end() {
    boolean hasText = length > 0 || !continued;
    if (hasText) {
      taker.take(line, length > 0 && line[length - 1] == '\r' ? length - 1 : length);
    }
    keep(NEWLINE, 0, 1);
    copy(length);
    length = 0;
    continued = false;
  }

  private void copy(int count) {
    if (copy != null) {
      copy.write(line, 0, count);
      copy.flush();
    }
  }

  /** Ends the last line, if it has no end. */
  void finish() {
    lock.lock();
    try {
      if (length > 0 || continued) {
        end();
      }
    } finally {
      lock.unlock();
    }
  }
}
