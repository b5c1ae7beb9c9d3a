package dev.lido.protocol.closure;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A few values as bytes. The common ones of the JDK take what they need and no more; all others go,
 * together and so with what they share, as Java object serialization has it.
 *
 * <p>The bytes are a format of ours: {@code 1}; the number of values; each value as a tag and what the
 * tag says; then, if there are others, the serialized array of them. They never begin as a Java
 * serialization stream does. See docs/protocol.md.
 */
public final class CompactValues {

  private static final int FORMAT = 1;
  private static final int JAVA_MAGIC = 0xAC;
  private static final int MOST = 255;

  private static final int NULL = 0;
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int SHORT = 4;
  private static final int CHAR = 5;
  private static final int INT = 6;
  private static final int LONG = 7;
  private static final int FLOAT = 8;
  private static final int DOUBLE = 9;
  private static final int LATIN1 = 10;
  private static final int UTF16 = 11;
  private static final int BYTES = 12;
  private static final int OTHER = 13;

  /** No values: two bytes. */
  public static final ByteString NOTHING = ByteString.copyFrom(new byte[] {FORMAT, 0});

  private static final Object[] NO_VALUES = {};

  private CompactValues() {}

  /** Java object serialization, as its user has it. */
  @FunctionalInterface
  public interface JavaWriter<X extends Exception> {
    /** Serializes an object. */
    ByteString write(Object object) throws X;
  }

  /** Java object deserialization, with the class loader and the filter of its user. */
  @FunctionalInterface
  public interface JavaReader {
    /** Deserializes an object. */
    @Nullable Object read(ByteString bytes) throws IOException, ClassNotFoundException;
  }

  /** Tells these bytes from those of a Java serialization stream; nothing at all is neither. */
  public static boolean isCompact(ByteString bytes) {
    return !bytes.isEmpty() && (bytes.byteAt(0) & 0xff) != JAVA_MAGIC;
  }

  /**
   * Writes values.
   *
   * @throws X if {@code java} does
   * @throws IllegalArgumentException if there are more than 255: no method takes so many
   */
  public static <X extends Exception> ByteString write(
      @Nullable Object[] values, JavaWriter<X> java) throws X {
    if (values.length > MOST) {
      throw new IllegalArgumentException(values.length + " values are more than " + MOST);
    }
    if (values.length == 0) {
      return NOTHING;
    }
    boolean bytesApart = hasOneArrayAtMost(values);
    List<Object> others = new ArrayList<>(0);
    byte[] room = new byte[mostBytes(values)];
    CodedOutputStream out = CodedOutputStream.newInstance(room);
    try {
      out.writeUInt32NoTag(FORMAT);
      out.writeUInt32NoTag(values.length);
      for (Object value : values) {
        if (!writeSimple(out, value, bytesApart)) {
          out.writeUInt32NoTag(OTHER);
          others.add(value);
        }
      }
    } catch (IOException e) {
      throw new AssertionError("there is room for all", e);
    }
    ByteString simple = UnsafeByteOperations.unsafeWrap(room, 0, out.getTotalBytesWritten());
    return others.isEmpty() ? simple : simple.concat(java.write(others.toArray()));
  }

  /** What is simple takes a tag, and a number or a length, of ten bytes at most, and its content. */
  private static int mostBytes(@Nullable Object[] values) {
    int most = 4;
    for (Object value : values) {
      most +=
          switch (value) {
            case String text -> 11 + 2 * text.length();
            case byte[] bytes -> 11 + bytes.length;
            case null -> 1;
            default -> 11;
          };
    }
    return most;
  }

  /** Two arrays may be one and the same, and others may hold one: those stay together. */
  private static boolean hasOneArrayAtMost(@Nullable Object[] values) {
    int arrays = 0;
    for (Object value : values) {
      arrays += value instanceof byte[] || (value != null && !isSimple(value)) ? 1 : 0;
    }
    return arrays <= 1;
  }

  private static boolean isSimple(Object value) {
    return value instanceof String
        || value instanceof Boolean
        || value instanceof Character
        || isNumber(value);
  }

  private static boolean isNumber(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Double
        || value instanceof Float
        || value instanceof Short
        || value instanceof Byte;
  }

  private static boolean writeSimple(
      CodedOutputStream out, @Nullable Object value, boolean bytesApart) throws IOException {
    switch (value) {
      case null -> out.writeUInt32NoTag(NULL);
      case Boolean it -> out.writeUInt32NoTag(it ? TRUE : FALSE);
      case String it -> writeString(out, it);
      case Character it -> tagged(out, CHAR).writeUInt32NoTag(it);
      default -> {
        return isNumber(value)
            ? writeNumber(out, (Number) value)
            : bytesApart && writeBytes(out, value);
      }
    }
    return true;
  }

  private static boolean writeBytes(CodedOutputStream out, Object value) throws IOException {
    if (!(value instanceof byte[] bytes)) {
      return false;
    }
    tagged(out, BYTES).writeByteArrayNoTag(bytes);
    return true;
  }

  private static boolean writeNumber(CodedOutputStream out, Number value) throws IOException {
    switch (value) {
      case Long it -> tagged(out, LONG).writeSInt64NoTag(it);
      case Integer it -> tagged(out, INT).writeSInt32NoTag(it);
      case Double it -> tagged(out, DOUBLE).writeFixed64NoTag(Double.doubleToRawLongBits(it));
      case Float it -> tagged(out, FLOAT).writeFixed32NoTag(Float.floatToRawIntBits(it));
      case Short it -> tagged(out, SHORT).writeSInt32NoTag(it);
      default -> tagged(out, BYTE).writeSInt32NoTag(value.byteValue());
    }
    return true;
  }

  /** No charset: a Java string may hold surrogates without their other half. */
  private static void writeString(CodedOutputStream out, String value) throws IOException {
    if (isLatin1(value)) {
      tagged(out, LATIN1).writeByteArrayNoTag(value.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      byte[] bytes = new byte[2 * value.length()];
      ByteBuffer.wrap(bytes).asCharBuffer().put(value);
      tagged(out, UTF16).writeByteArrayNoTag(bytes);
    }
  }

  private static boolean isLatin1(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }

  private static CodedOutputStream tagged(CodedOutputStream out, int tag) throws IOException {
    out.writeUInt32NoTag(tag);
    return out;
  }

  /**
   * Reads values.
   *
   * @throws IOException if these are not bytes that {@link #write} has made, or {@code java} does
   * @throws ClassNotFoundException if {@code java} does
   */
  public static @Nullable Object[] read(ByteString bytes, JavaReader java)
      throws IOException, ClassNotFoundException {
    if (bytes.equals(NOTHING)) {
      return NO_VALUES;
    }
    CodedInputStream in = bytes.newCodedInput();
    int format = in.readUInt32();
    int count = in.readUInt32();
    if (format != FORMAT || count < 0 || count > MOST) {
      throw new InvalidObjectException("values of an unknown format, " + format);
    }
    @Nullable Object[] values = new Object[count];
    int[] others = new int[count];
    int otherCount = 0;
    for (int i = 0; i < count; i++) {
      int tag = in.readUInt32();
      if (tag == OTHER) {
        others[otherCount++] = i;
      } else {
        values[i] = readSimple(in, tag);
      }
    }
    if (otherCount > 0) {
      fill(values, others, otherCount, java.read(bytes.substring(in.getTotalBytesRead())));
    }
    return values;
  }

  private static void fill(
      @Nullable Object[] values, int[] places, int count, @Nullable Object serialized)
      throws IOException {
    if (!(serialized instanceof Object[] read) || read.length != count) {
      throw new InvalidObjectException("values without their serialized part");
    }
    for (int i = 0; i < count; i++) {
      values[places[i]] = read[i];
    }
  }

  private static @Nullable Object readSimple(CodedInputStream in, int tag) throws IOException {
    return switch (tag) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case BYTE -> (byte) in.readSInt32();
      case SHORT -> (short) in.readSInt32();
      case CHAR -> (char) in.readUInt32();
      case INT -> in.readSInt32();
      case LONG -> in.readSInt64();
      case FLOAT -> Float.intBitsToFloat(in.readFixed32());
      case DOUBLE -> Double.longBitsToDouble(in.readFixed64());
      case LATIN1 -> new String(in.readByteArray(), StandardCharsets.ISO_8859_1);
      case UTF16 -> ByteBuffer.wrap(in.readByteArray()).asCharBuffer().toString();
      case BYTES -> in.readByteArray();
      default -> throw new InvalidObjectException("a value of an unknown tag, " + tag);
    };
  }
}
