package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.serial.FieldPath;
import dev.lido.protocol.serial.SerialFilter;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** Java object serialization to and from payloads. */
final class JavaObjects {

  private JavaObjects() {}

  /** Reads an object; whatever its classes do wrong is thrown. */
  static Object read(ByteString bytes, ClassLoader classLoader)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ClassLoaderInput(bytes, classLoader)) {
      return SerialFilter.standard().read(in, bytes.size());
    }
  }

  /** Writes a child's value as it is. */
  static ByteString writeValue(Object value) throws ValueNotSerializableException {
    return write(value, value);
  }

  /** Writes a child's value as one of the compact ones, of which it is the only one. */
  static ByteString writeCompact(Object values) throws ValueNotSerializableException {
    return write(((Object[]) values)[0], values);
  }

  private static ByteString write(Object value, Object envelope)
      throws ValueNotSerializableException {
    try {
      return write(envelope);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new ValueNotSerializableException(
          "the task returned a %s, which cannot be sent: %s"
              .formatted(value.getClass().getTypeName(), FieldPath.why(value, e)),
          e);
    }
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
