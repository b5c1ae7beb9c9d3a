package dev.lido.protocol.output;

import dev.lido.protocol.task.ChildStreams;
import dev.lido.protocol.task.ContextBinding;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hands every call on, whole: to the stream of the child that the thread belongs to, or else to the
 * original.
 *
 * <p>So it has no lock of its own by which children could hold each other up, and nothing a child
 * does to it, as closing it, concerns another. Hence every method, long as it makes this class.
 */
@SuppressWarnings("AnnotateFormatMethod") // As it is with what it extends.
final class RoutedStream extends PrintStream {

  private final PrintStream original;
  private final Function<ChildStreams, PrintStream> which;

  RoutedStream(PrintStream original, Function<ChildStreams, PrintStream> which) {
    super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    this.original = original;
    this.which = which;
  }

  PrintStream original() {
    return original;
  }

  private PrintStream to() {
    ChildStreams child = ContextBinding.streams();
    return child == null ? original : which.apply(child);
  }

  @Override
  public void flush() {
    to().flush();
  }

  /** A child has it only for a while: it may go on to print, as may its other threads. */
  @Override
  public void close() {
    if (ContextBinding.streams() == null) {
      original.close();
    }
  }

  @Override
  public boolean checkError() {
    return to().checkError();
  }

  @Override
  public void write(int value) {
    to().write(value);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    to().write(bytes, from, length);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    to().write(bytes);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    to().writeBytes(bytes);
  }

  @Override
  public void print(boolean value) {
    to().print(value);
  }

  @Override
  public void print(char value) {
    to().print(value);
  }

  @Override
  public void print(int value) {
    to().print(value);
  }

  @Override
  public void print(long value) {
    to().print(value);
  }

  @Override
  public void print(float value) {
    to().print(value);
  }

  @Override
  public void print(double value) {
    to().print(value);
  }

  @Override
  public void print(char[] value) {
    to().print(value);
  }

  @Override
  public void print(@Nullable String value) {
    to().print(value);
  }

  @Override
  public void print(@Nullable Object value) {
    to().print(value);
  }

  @Override
  public void println() {
    to().println();
  }

  @Override
  public void println(boolean value) {
    to().println(value);
  }

  @Override
  public void println(char value) {
    to().println(value);
  }

  @Override
  public void println(int value) {
    to().println(value);
  }

  @Override
  public void println(long value) {
    to().println(value);
  }

  @Override
  public void println(float value) {
    to().println(value);
  }

  @Override
  public void println(double value) {
    to().println(value);
  }

  @Override
  public void println(char[] value) {
    to().println(value);
  }

  @Override
  public void println(@Nullable String value) {
    to().println(value);
  }

  @Override
  public void println(@Nullable Object value) {
    to().println(value);
  }

  @Override
  public PrintStream printf(String format, @Nullable Object... values) {
    return format(format, values);
  }

  @Override
  public PrintStream printf(@Nullable Locale locale, String format, @Nullable Object... values) {
    return format(locale, format, values);
  }

  @Override
  public PrintStream format(String format, @Nullable Object... values) {
    to().format(format, values);
    return this;
  }

  @Override
  public PrintStream format(@Nullable Locale locale, String format, @Nullable Object... values) {
    to().format(locale, format, values);
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text) {
    to().append(text);
    return this;
  }

  @Override
  public PrintStream append(@Nullable CharSequence text, int from, int to) {
    to().append(text, from, to);
    return this;
  }

  @Override
  public PrintStream append(char value) {
    to().append(value);
    return this;
  }

  @Override
  public Charset charset() {
    return to().charset();
  }
}
