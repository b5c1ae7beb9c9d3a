package dev.lido.worker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Acts on a signal in place of the JVM, which would start its shutdown at once, and with it the
 * shutdown hooks of the application: they would take away what running children need.
 *
 * <p>{@code sun.misc.Signal} is the only way, and javac warns of it in a manner that cannot be
 * turned off; hence the reflection.
 */
final class Signals {

  private Signals() {}

  /**
   * Runs an action, on a thread of its own, at each signal of that name.
   *
   * @return whether this JVM allows it (with {@code -Xrs} it does not)
   */
  static boolean on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, calling(action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
      return false;
    }
  }

  @SuppressWarnings("ReferenceEquality") // That is what it must answer.
  private static InvocationHandler calling(Runnable action) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            action.run();
            yield null;
          }
          case "hashCode" -> System.identityHashCode(proxy);
          case "equals" -> arguments != null && proxy == arguments[0];
          default -> "signal handler";
        };
  }
}
