package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.v1.NamedTask;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.Refused.Reason;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;

/** Makes placed work runnable. Thread-safe; it runs code of the work's classes, so only in a child. */
public final class WorkReader {

  private final ClassLoader classLoader;
  private final TaskHandlers handlers;
  private final CodeCheck code;

  /** Creates a reader of closures of these classes, and of these named tasks. */
  public WorkReader(ClassLoader classLoader, TaskHandlers handlers) {
    this.classLoader = classLoader;
    this.handlers = handlers;
    this.code = new CodeCheck(classLoader);
  }

  ClassLoader classLoader() {
    return classLoader;
  }

  Work read(Place place, ByteString payload) throws UnreadableWorkException {
    return switch (place.getWorkCase()) {
      case CLOSURE -> closure(place, payload);
      case NAMED -> named(place.getNamed(), payload);
      case WORK_NOT_SET ->
          throw new UnreadableWorkException(
              Reason.UNREADABLE, "the place carries no work that this worker knows");
    };
  }

  private Work named(NamedTask task, ByteString payload) throws UnreadableWorkException {
    return handlers
        .find(task.getName())
        .map(handler -> new NamedWork(handler, payload))
        .orElseThrow(
            () ->
                new UnreadableWorkException(
                    Reason.NOT_FOUND,
                    "no handler is named '%s' in this worker's image, which has: %s"
                        .formatted(task.getName(), handlers.names())));
  }

  private Work closure(Place place, ByteString payload) throws UnreadableWorkException {
    if (place.hasCode()) {
      code.check(place.getCode());
    }
    try {
      Object object = JavaObjects.read(payload, classLoader);
      if (object instanceof Task<?> task) {
        return new ClosureWork(task);
      }
      throw new UnreadableWorkException(
          Reason.UNREADABLE, "the closure is no dev.lido.protocol.task.Task");
    } catch (UnreadableWorkException e) {
      throw e;
    } catch (Throwable e) {
      throw unreadable(e);
    }
  }

  private static UnreadableWorkException unreadable(Throwable e) {
    if (e instanceof ClassNotFoundException || e instanceof NoClassDefFoundError) {
      return new UnreadableWorkException(
          Reason.NOT_FOUND,
          "this worker's image has no class "
              + String.valueOf(e.getMessage()).replace('/', '.')
              + ": add the jar that has it to the worker's class path");
    }
    if (isOtherCode(e)) {
      return new UnreadableWorkException(
          Reason.CODE_MISMATCH,
          "this worker's image has another version of the closure's code than the caller: " + e);
    }
    if (e instanceof StackOverflowError) {
      return new UnreadableWorkException(Reason.UNREADABLE, "the closure is nested too deep");
    }
    return new UnreadableWorkException(Reason.UNREADABLE, "the closure cannot be read: " + e);
  }

  /** Another shape of a class; or a lambda that its class does not have, or not so. */
  private static boolean isOtherCode(Throwable e) {
    return switch (e) {
      case InvalidClassException shape ->
          !String.valueOf(shape.getMessage()).contains("filter status");
      case InvalidObjectException lambda ->
          lambda.getCause() instanceof ReflectiveOperationException;
      case IllegalArgumentException lambda -> isLambda(lambda);
      case LinkageError link -> true;
      default -> e.getCause() instanceof IllegalArgumentException lambda && isLambda(lambda);
    };
  }

  private static boolean isLambda(IllegalArgumentException e) {
    return "Invalid lambda deserialization".equals(e.getMessage());
  }
}
