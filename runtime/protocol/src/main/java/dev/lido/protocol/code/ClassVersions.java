package dev.lido.protocol.code;

import dev.lido.protocol.v1.CodeVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the versions of classes: the first eight bytes, big-endian, of the SHA-256 of the class
 * file. Thread-safe.
 */
public final class ClassVersions {

  private static final String LAMBDA = "$$Lambda";

  private static final ClassValue<Optional<ClassVersion>> OF_WORK =
      new ClassValue<>() {
        @Override
        protected Optional<ClassVersion> computeValue(Class<?> type) {
          return ofMaker(type);
        }
      };

  private ClassVersions() {}

  /**
   * Returns the version of the class that made an object: for a lambda the class that it is written
   * in, else its own class. It is looked up once for each class.
   *
   * @return empty for a class of the JDK, and for one that has no class file
   */
  public static Optional<ClassVersion> ofMakerOf(Object work) {
    return OF_WORK.get(work.getClass());
  }

  private static Optional<ClassVersion> ofMaker(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader.equals(ClassLoader.getPlatformClassLoader())) {
      return Optional.empty();
    }
    String name = type.getName();
    int lambda = type.isHidden() ? name.lastIndexOf(LAMBDA) : -1;
    return find(lambda < 0 ? name : name.substring(0, lambda), loader);
  }

  /**
   * Looks a class's version up; the class is not loaded.
   *
   * @return empty if the class loader finds no such class file, or what is asked for is no name
   */
  public static Optional<ClassVersion> find(String className, ClassLoader loader) {
    if (className.isEmpty() || className.indexOf('/') >= 0 || className.contains("..")) {
      return Optional.empty();
    }
    String file = className.replace('.', '/') + ".class";
    byte[] bytes = read(file, loader);
    if (bytes == null) {
      return Optional.empty();
    }
    CodeVersion version =
        CodeVersion.newBuilder().setClassName(className).setHash(hash(bytes)).build();
    return Optional.of(new ClassVersion(version, source(loader.getResource(file), file)));
  }

  private static byte @Nullable [] read(String file, ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream(file)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException unreadable) {
      return null;
    }
  }

  private static long hash(byte[] bytes) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Of {@code jar:file:/app/lib/shop-1.2.jar!/com/shop/Order.class}: {@code shop-1.2.jar}. */
  private static String source(@Nullable URL url, String file) {
    String whole = url == null ? "" : url.toString();
    if (!whole.endsWith(file)) {
      return "its class loader";
    }
    String place = whole.substring(0, whole.length() - file.length()).replaceFirst("!?/$", "");
    boolean jar = place.endsWith(".jar");
    return jar ? place.substring(place.lastIndexOf('/') + 1) : place.replaceFirst("^file:", "");
  }
}
