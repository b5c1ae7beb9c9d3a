package dev.lido.protocol.closure;

import dev.lido.protocol.v1.LambdaShape;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Makes lambdas of one shape, as Java object serialization would: by the method that the compiler
 * puts in the class that a lambda is written in. Thread-safe.
 */
public final class LambdaMaker {

  private final LambdaShape shape;
  private final ClassLoader loader;
  private volatile @Nullable Source source;
  private volatile @Nullable Object only;

  /**
   * Creates a maker; no class is looked up yet.
   *
   * @param loader finds the class that the lambda is written in
   */
  public LambdaMaker(LambdaShape shape, ClassLoader loader) {
    this.shape = shape;
    this.loader = loader;
  }

  /** Returns what it makes. */
  public LambdaShape shape() {
    return shape;
  }

  /**
   * Makes a lambda. One that captured nothing is made once, as in the program that it is of.
   *
   * <p>It runs code of the lambda's class, so it must be called where that may do any harm.
   *
   * @throws ClassNotFoundException if the class loader has not the class
   * @throws IOException if the class has no such lambda, or may not be asked
   */
  public Object make(@Nullable Object[] captured) throws IOException, ClassNotFoundException {
    Object made = captured.length == 0 ? only : null;
    if (made == null) {
      made = source().make(shape, captured);
      if (captured.length == 0) {
        only = made;
      }
    }
    return made;
  }

  /** Returns what Java object serialization would write of such a lambda. */
  public SerializedLambda serializable(@Nullable Object[] captured)
      throws IOException, ClassNotFoundException {
    return Source.serialized(
        shape, Class.forName(shape.getCapturingClass(), false, loader), captured);
  }

  private Source source() throws IOException, ClassNotFoundException {
    Source known = source;
    if (known == null) {
      known = Source.of(Class.forName(shape.getCapturingClass(), false, loader));
      source = known;
    }
    return known;
  }

  /** The class that a lambda is written in, and its method that makes lambdas. */
  private record Source(Class<?> capturing, Method maker) {

    static Source of(Class<?> capturing) throws IOException {
      try {
        Method maker = capturing.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
        if (!maker.trySetAccessible()) {
          throw new InvalidObjectException(
              "module %s does not open package %s"
                  .formatted(capturing.getModule().getName(), capturing.getPackageName()));
        }
        return new Source(capturing, maker);
      } catch (NoSuchMethodException none) {
        throw new InvalidObjectException(capturing.getName() + " has no serializable lambda", none);
      }
    }

    Object make(LambdaShape shape, @Nullable Object[] captured) throws IOException {
      try {
        return maker.invoke(null, serialized(shape, capturing, captured));
      } catch (IllegalAccessException e) {
        throw new InvalidObjectException(String.valueOf(e.getMessage()), e);
      } catch (InvocationTargetException e) {
        throw thrown(e);
      }
    }

    private static IOException thrown(InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      return new InvalidObjectException("the lambda cannot be made", e);
    }

    static SerializedLambda serialized(
        LambdaShape shape, Class<?> capturing, @Nullable Object[] captured) {
      return new SerializedLambda(
          capturing,
          shape.getInterfaceClass(),
          shape.getInterfaceMethod(),
          shape.getInterfaceSignature(),
          shape.getImplKind(),
          shape.getImplClass(),
          shape.getImplMethod(),
          shape.getImplSignature(),
          shape.getInstantiatedType(),
          captured);
    }
  }
}
