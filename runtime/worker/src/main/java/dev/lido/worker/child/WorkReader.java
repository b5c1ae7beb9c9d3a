package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.closure.CompactValues;
import dev.lido.protocol.closure.LambdaMaker;
import dev.lido.protocol.serial.RefusedObjectException;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.v1.CodeVersion;
import dev.lido.protocol.v1.LambdaShape;
import dev.lido.protocol.v1.Refused.Reason;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import org.jspecify.annotations.Nullable;

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

  /** Returns what makes lambdas of a shape here. */
  public LambdaMaker maker(LambdaShape shape) {
    return new LambdaMaker(shape, classLoader);
  }

  Work read(ChildOrder order) throws UnreadableWorkException {
    String task = order.place().name();
    if (task != null) {
      return named(task, order.payload());
    }
    if (order.place().hasWork()) {
      return closure(order);
    }
    throw new UnreadableWorkException(
        Reason.UNREADABLE, "the place carries no work that this worker knows");
  }

  private Work named(String task, ByteString payload) throws UnreadableWorkException {
    return handlers
        .find(task)
        .map(handler -> new NamedWork(handler, payload))
        .orElseThrow(
            () ->
                new UnreadableWorkException(
                    Reason.NOT_FOUND,
                    "no handler is named '%s' in this worker's image, which has: %s"
                        .formatted(task, handlers.names())));
  }

  private Work closure(ChildOrder order) throws UnreadableWorkException {
    LambdaMaker lambda = order.lambda();
    check(order.place().code(), lambda);
    try {
      Object object =
          lambda == null
              ? JavaObjects.read(order.payload(), classLoader)
              : lambda.make(CompactValues.read(order.payload(), this::readJava));
      if (object instanceof Task<?> task) {
        return new ClosureWork(task, lambda != null);
      }
      throw new UnreadableWorkException(
          Reason.UNREADABLE, "the closure is no dev.lido.protocol.task.Task");
    } catch (UnreadableWorkException e) {
      throw e;
    } catch (Throwable e) {
      throw unreadable(e);
    }
  }

  private void check(@Nullable CodeVersion theirs, @Nullable LambdaMaker lambda)
      throws UnreadableWorkException {
    if (theirs != null) {
      code.check(theirs);
    } else if (lambda != null && lambda.shape().hasCode()) {
      code.check(lambda.shape().getCode());
    }
  }

  private Object readJava(ByteString bytes) throws IOException, ClassNotFoundException {
    return JavaObjects.read(bytes, classLoader);
  }

  private static UnreadableWorkException unreadable(Throwable e) {
    if (isUninitialized(e)) {
      return new UnreadableWorkException(
          Reason.UNREADABLE,
          "a class of the closure fails in its static initialiser in this worker: "
              + (e.getCause() == null ? e.getMessage() : e.getCause()));
    }
    if (e instanceof ClassNotFoundException || e instanceof NoClassDefFoundError) {
      return new UnreadableWorkException(
          Reason.NOT_FOUND,
          "this worker's image has no class "
              + String.valueOf(e.getMessage()).replace('/', '.')
              + ": add the jar that has it to the worker's class path");
    }
    if (e instanceof RefusedObjectException) {
      return new UnreadableWorkException(
          Reason.UNREADABLE, "this worker refuses the closure: " + e.getMessage());
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

  /** The first use of such a class throws the one, later ones the other. */
  private static boolean isUninitialized(Throwable e) {
    return e instanceof ExceptionInInitializerError
        || (e instanceof NoClassDefFoundError
            && String.valueOf(e.getMessage()).startsWith("Could not initialize class"));
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
