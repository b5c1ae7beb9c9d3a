package dev.lido.client.internal.codec;

import com.google.protobuf.ByteString;
import dev.lido.protocol.closure.CompactValues;
import dev.lido.protocol.serial.SerialFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.jspecify.annotations.Nullable;

/** Turns bytes back into values. */
public final class ValueCodec {

  private ValueCodec() {}

  /**
   * Deserializes a value.
   *
   * @param bytes the value, compact or not; empty: {@code null}
   * @param loader finds its classes; where it does not, or is {@code null}, the thread's does
   */
  public static @Nullable Object deserialize(ByteString bytes, @Nullable ClassLoader loader)
      throws IOException, ClassNotFoundException {
    if (bytes.isEmpty()) {
      return null;
    }
    if (CompactValues.isCompact(bytes)) {
      return CompactValues.read(bytes, others -> read(others, loader))[0];
    }
    return read(bytes, loader);
  }

  private static @Nullable Object read(ByteString bytes, @Nullable ClassLoader loader)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new LoaderStream(bytes.newInput(), loader)) {
      return SerialFilter.standard().read(in, bytes.size());
    }
  }

  /** Deserializes what this process has serialized itself: nothing of it is refused. */
  static @Nullable Object deserializeOwn(ByteString bytes, @Nullable ClassLoader loader)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new LoaderStream(bytes.newInput(), loader)) {
      return in.readObject();
    }
  }

  private static final class LoaderStream extends ObjectInputStream {

    private final @Nullable ClassLoader loader;

    LoaderStream(InputStream in, @Nullable ClassLoader loader) throws IOException {
      super(in);
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      if (loader != null) {
        try {
          return Class.forName(description.getName(), false, loader);
        } catch (ClassNotFoundException tryTheNext) {
          // The thread's, or the primitive classes that the stream knows.
        }
      }
      return resolveByThread(description);
    }

    private Class<?> resolveByThread(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Class.forName(description.getName(), false, context);
      } catch (ClassNotFoundException tryTheLast) {
        return super.resolveClass(description);
      }
    }
  }
}
