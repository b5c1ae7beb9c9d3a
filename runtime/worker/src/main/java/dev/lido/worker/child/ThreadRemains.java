package dev.lido.worker.child;

import static java.lang.invoke.MethodHandles.privateLookupIn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a child leaves on its thread that nobody can clear from outside: thread-locals; and the permit
 * of an interrupt or an unpark, with which the next child's park would return at once. To see it
 * takes {@code --add-opens=java.base/java.lang=ALL-UNNAMED}; where that is not so, or the JDK is another
 * than we know, there may always be some.
 */
final class ThreadRemains {

  /** A child's binding to its context is inheritable; the next child's replaces it. */
  private static final int OURS = 1;

  private static final @Nullable Fields FIELDS = Fields.find();

  private ThreadRemains() {}

  /** Tells whether this thread is as good as new, except for the child's binding. */
  static boolean none() {
    return FIELDS != null && FIELDS.areEmpty(Thread.currentThread());
  }

  private record Fields(
      Class<?> virtual, VarHandle own, VarHandle inheritable, VarHandle size, VarHandle permit) {

    static @Nullable Fields find() {
      try {
        Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
        MethodHandles.Lookup inThread = privateLookupIn(Thread.class, MethodHandles.lookup());
        MethodHandles.Lookup inMap = privateLookupIn(map, MethodHandles.lookup());
        Class<?> virtual = Class.forName("java.lang.VirtualThread");
        MethodHandles.Lookup inVirtual = privateLookupIn(virtual, MethodHandles.lookup());
        return new Fields(
            virtual,
            inThread.findVarHandle(Thread.class, "threadLocals", map),
            inThread.findVarHandle(Thread.class, "inheritableThreadLocals", map),
            inMap.findVarHandle(map, "size", int.class),
            inVirtual.findVarHandle(virtual, "parkPermit", boolean.class));
      } catch (ReflectiveOperationException | RuntimeException notToBeSeen) {
        return null;
      }
    }

    boolean areEmpty(Thread thread) {
      Object map = inheritable.get(thread);
      return own.get(thread) == null
          && (map == null || (int) size.get(map) <= OURS)
          && virtual.isInstance(thread)
          && !(boolean) permit.get(thread);
    }
  }
}
