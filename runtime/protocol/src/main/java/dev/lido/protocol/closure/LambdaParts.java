package dev.lido.protocol.closure;

import dev.lido.protocol.code.ClassVersions;
import dev.lido.protocol.v1.LambdaShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A serializable lambda, taken apart: what its place in the source says, and what it captured.
 *
 * @param shape the same object for all lambdas of one place in the source
 * @param captured what it captured: first the instance, if it uses that, then the variables
 */
@SuppressWarnings("ArrayRecordComponent") // It lives for a moment, and is never compared.
public record LambdaParts(LambdaShape shape, @Nullable Object[] captured) {

  /* Of each lambda class, so of each place in the source, how it is taken apart; empty where it
   * cannot be. The shape is read off the first lambda, all others have the same. */
  private static final ClassValue<Optional<Dissector>> DISSECTORS =
      new ClassValue<>() {
        @Override
        protected Optional<Dissector> computeValue(Class<?> type) {
          return Dissector.of(type);
        }
      };

  /**
   * Takes an object apart.
   *
   * @return empty if it is no serializable lambda, or its module does not let us
   */
  public static Optional<LambdaParts> of(Object work) {
    Optional<Dissector> dissector = DISSECTORS.get(work.getClass());
    return dissector.isEmpty() ? Optional.empty() : dissector.get().dissect(work);
  }

  /** How the lambdas of one class are taken apart. */
  private static final class Dissector {
    private static final MethodType TO_OBJECT = MethodType.methodType(Object.class, Object.class);

    private final MethodHandle writeReplace;
    private volatile @Nullable LambdaShape shape;

    /* Lambdas that capture nothing are all the same. */
    private volatile Optional<LambdaParts> only = Optional.empty();

    private Dissector(MethodHandle writeReplace) {
      this.writeReplace = writeReplace;
    }

    static Optional<Dissector> of(Class<?> type) {
      if (!type.isHidden() || !type.isSynthetic()) {
        return Optional.empty();
      }
      try {
        Method method = type.getDeclaredMethod("writeReplace");
        return method.trySetAccessible()
            ? Optional.of(new Dissector(MethodHandles.lookup().unreflect(method).asType(TO_OBJECT)))
            : Optional.empty();
      } catch (ReflectiveOperationException notSerializable) {
        return Optional.empty();
      }
    }

    Optional<LambdaParts> dissect(Object work) {
      Optional<LambdaParts> known = only;
      return known.isPresent() ? known : dissectAnew(work);
    }

    private Optional<LambdaParts> dissectAnew(Object work) {
      if (!(written(work) instanceof SerializedLambda lambda)) {
        return Optional.empty();
      }
      LambdaShape known = shape;
      if (known == null) {
        known = shapeOf(lambda, work);
        shape = known;
      }
      @Nullable Object[] captured = new Object[lambda.getCapturedArgCount()];
      for (int i = 0; i < captured.length; i++) {
        captured[i] = lambda.getCapturedArg(i);
      }
      Optional<LambdaParts> parts = Optional.of(new LambdaParts(known, captured));
      if (captured.length == 0) {
        only = parts;
      }
      return parts;
    }

    private Object written(Object work) {
      try {
        return (Object) writeReplace.invokeExact(work);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    private static LambdaShape shapeOf(SerializedLambda lambda, Object work) {
      LambdaShape.Builder shape =
          LambdaShape.newBuilder()
              .setCapturingClass(lambda.getCapturingClass().replace('/', '.'))
              .setInterfaceClass(lambda.getFunctionalInterfaceClass())
              .setInterfaceMethod(lambda.getFunctionalInterfaceMethodName())
              .setInterfaceSignature(lambda.getFunctionalInterfaceMethodSignature())
              .setImplKind(lambda.getImplMethodKind())
              .setImplClass(lambda.getImplClass())
              .setImplMethod(lambda.getImplMethodName())
              .setImplSignature(lambda.getImplMethodSignature())
              .setInstantiatedType(lambda.getInstantiatedMethodType());
      ClassVersions.ofMakerOf(work).ifPresent(version -> shape.setCode(version.message()));
      return shape.build();
    }
  }
}
