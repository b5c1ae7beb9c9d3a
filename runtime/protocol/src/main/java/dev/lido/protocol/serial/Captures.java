package dev.lido.protocol.serial;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a serializable lambda holds.
 *
 * @param capturingClass the class that it is written in
 * @param arguments what it captured: first the instance, if it uses that, then the variables
 */
record Captures(String capturingClass, List<@Nullable Object> arguments) {

  /** Returns what a lambda holds; empty if it is none. */
  static Optional<Captures> of(Object maybeLambda) {
    Class<?> type = maybeLambda.getClass();
    if (!type.isSynthetic()) {
      return Optional.empty();
    }
    try {
      Method writeReplace = type.getDeclaredMethod("writeReplace");
      if (writeReplace.trySetAccessible()
          && writeReplace.invoke(maybeLambda) instanceof SerializedLambda lambda) {
        return Optional.of(of(lambda));
      }
    } catch (ReflectiveOperationException notALambda) {
      // Nothing to tell of it.
    }
    return Optional.empty();
  }

  private static Captures of(SerializedLambda lambda) {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      arguments.add(lambda.getCapturedArg(i));
    }
    return new Captures(lambda.getCapturingClass().replace('/', '.'), arguments);
  }
}
