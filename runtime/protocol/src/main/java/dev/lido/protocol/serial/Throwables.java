package dev.lido.protocol.serial;

import dev.lido.protocol.v1.StackFrame;
import dev.lido.protocol.v1.ThrowableInfo;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes throwables for the wire: within a bound of size and depth, each throwable once, whatever
 * their own methods do.
 */
public final class Throwables {

  private static final int MAX_DEPTH = 25;
  private static final int MAX_SUPPRESSED = 16;
  private static final int MAX_CHARS = 512 * 1024;
  private static final int MAX_MESSAGE = 32 * 1024;

  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private int chars;

  private Throwables() {}

  /** Describes a throwable. Its own methods are called: they may never return. */
  public static ThrowableInfo describe(Throwable thrown) {
    return new Throwables().describe(thrown, 0).build();
  }

  /** Describes where a thread is, as if it had thrown. */
  public static ThrowableInfo describeStack(
      String name, String message, StackTraceElement[] frames) {
    Throwables size = new Throwables();
    ThrowableInfo.Builder info = ThrowableInfo.newBuilder().setClassName(name).setMessage(message);
    size.addFrames(frames, info);
    return info.build();
  }

  private ThrowableInfo.Builder describe(Throwable thrown, int depth) {
    seen.add(thrown);
    ThrowableInfo.Builder info =
        ThrowableInfo.newBuilder().setClassName(thrown.getClass().getName());
    String message = guarded(thrown::getMessage);
    if (message != null) {
      info.setMessage(counted(message));
    }
    addFrames(guarded(thrown::getStackTrace), info);
    Throwable cause = guarded(thrown::getCause);
    if (cause != null && mayDescribe(cause, depth)) {
      info.setCause(describe(cause, depth + 1));
    }
    addSuppressed(thrown, info, depth);
    return info;
  }

  private void addSuppressed(Throwable thrown, ThrowableInfo.Builder info, int depth) {
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (info.getSuppressedCount() < MAX_SUPPRESSED && mayDescribe(suppressed, depth)) {
        info.addSuppressed(describe(suppressed, depth + 1));
      }
    }
  }

  private boolean mayDescribe(Throwable thrown, int depth) {
    return depth < MAX_DEPTH && chars < MAX_CHARS && !seen.contains(thrown);
  }

  private void addFrames(StackTraceElement @Nullable [] frames, ThrowableInfo.Builder info) {
    for (int i = 0; frames != null && i < frames.length && chars < MAX_CHARS; i++) {
      info.addFrames(frame(frames[i]));
    }
  }

  private StackFrame frame(StackTraceElement element) {
    StackFrame.Builder frame =
        StackFrame.newBuilder()
            .setClassName(counted(element.getClassName()))
            .setMethod(counted(element.getMethodName()))
            .setLine(element.getLineNumber());
    String file = element.getFileName();
    return (file == null ? frame : frame.setFile(counted(file))).build();
  }

  private String counted(String text) {
    String kept = text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "...";
    chars += kept.length();
    return kept;
  }

  /** A throwable's own methods may throw as well. */
  private static <T> @Nullable T guarded(Supplier<@Nullable T> method) {
    try {
      return method.get();
    } catch (Throwable broken) {
      return null;
    }
  }
}
