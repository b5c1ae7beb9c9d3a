package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** Java object serialization to and from payloads. */
final class JavaObjects {

  /* Every element of an array takes a byte of the stream at least; collections announce tables that
   * are a little larger than what they hold. So what asks for more than this lies about its size. */
  private static final long MAX_DEPTH = 1_000;
  private static final long ARRAY_PER_BYTE = 4;
  private static final long ARRAY_ALWAYS = 65_536;

  private JavaObjects() {}

  /** Reads an object; whatever its classes do wrong is thrown. */
  static Object read(ByteString bytes, ClassLoader classLoader)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ClassLoaderInput(bytes, classLoader)) {
      in.setObjectInputFilter(limits(bytes.size()));
      return in.readObject();
    }
  }

  private static ObjectInputFilter limits(int bytes) {
    long maxArray = ARRAY_ALWAYS + ARRAY_PER_BYTE * bytes;
    return info ->
        info.depth() > MAX_DEPTH || info.arrayLength() > maxArray
            ? ObjectInputFilter.Status.REJECTED
            : ObjectInputFilter.Status.UNDECIDED;
  }

  /** Writes a child's value. */
  static ByteString writeValue(Object value) throws ValueNotSerializableException {
    try {
      return write(value);
    } catch (NotSerializableException e) {
      throw notSerializable(value, e.getMessage() + " is not serializable", e);
    } catch (StackOverflowError e) {
      throw notSerializable(value, "it is nested too deep", e);
    } catch (IOException | RuntimeException e) {
      throw notSerializable(value, e.toString(), e);
    }
  }

  private static ValueNotSerializableException notSerializable(
      Object value, String why, Throwable cause) {
    return new ValueNotSerializableException(
        "the task returned a %s, which cannot be sent: %s"
            .formatted(value.getClass().getName(), why),
        cause);
  }

  /** Writes a throwable; returns nothing if it cannot be written. */
  static ByteString writeThrowable(Throwable thrown) {
    try {
      return write(thrown);
    } catch (IOException | RuntimeException | StackOverflowError notSerializable) {
      return ByteString.EMPTY;
    }
  }

  private static ByteString write(Object object) throws IOException {
    ByteString.Output bytes = ByteString.newOutput();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteString();
  }

  /** Finds classes where the application has them. */
  private static final class ClassLoaderInput extends ObjectInputStream {
    private final ClassLoader classLoader;

    ClassLoaderInput(ByteString bytes, ClassLoader classLoader) throws IOException {
      super(bytes.newInput());
      this.classLoader = classLoader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, classLoader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description);
      }
    }
  }
}
