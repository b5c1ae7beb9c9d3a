package dev.lido.protocol.serial;

import java.io.Externalizable;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way from an object to the first one in it that is not serializable, for people to read.
 *
 * <p>It looks where Java object serialization looks by default; classes that write themselves in
 * their own way are not always understood, and then nothing is found.
 */
public final class FieldPath {

  private static final int DEEPEST = 200;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private FieldPath() {}

  /** Says why an object could not be serialized: the path, and what is at its end, if that is found. */
  public static String why(Object root, Throwable failure) {
    return failure instanceof StackOverflowError
        ? "it is nested too deep"
        : toUnserializable(root).orElseGet(() -> inItsOwnWords(failure));
  }

  /** Methods of what is searched are called, and may fail as well. */
  private static Optional<String> toUnserializable(Object root) {
    try {
      return Optional.ofNullable(new FieldPath().search(root, "", 0));
    } catch (RuntimeException | StackOverflowError broken) {
      return Optional.empty();
    }
  }

  private static String inItsOwnWords(Throwable failure) {
    return failure instanceof NotSerializableException
        ? failure.getMessage() + " is not serializable"
        : failure.toString();
  }

  private @Nullable String search(@Nullable Object value, String path, int depth) {
    if (value == null || depth > DEEPEST || !seen.add(value)) {
      return null;
    }
    if (!(value instanceof Serializable)) {
      return "%s (%s) is not serializable"
          .formatted(path.isEmpty() ? "it" : path, value.getClass().getTypeName());
    }
    if (value instanceof Externalizable || value instanceof Enum || value instanceof String) {
      return null;
    }
    return searchWithin(value, path, depth + 1);
  }

  private @Nullable String searchWithin(Object value, String path, int depth) {
    Optional<Captures> captures = Captures.of(value);
    if (captures.isPresent()) {
      return searchCaptures(captures.get(), path, depth);
    }
    if (value instanceof Object[] array) {
      return searchElements(java.util.Arrays.asList(array), path, depth);
    }
    if (value instanceof Collection<?> elements) {
      return searchElements(elements, path, depth);
    }
    if (value instanceof Map<?, ?> map) {
      return searchMap(map, path, depth);
    }
    return searchFields(value, path, depth);
  }

  private @Nullable String searchCaptures(Captures captures, String path, int depth) {
    for (int i = 0; i < captures.arguments().size(); i++) {
      Object argument = captures.arguments().get(i);
      String step =
          path.isEmpty()
              ? "captured argument %d of the lambda in %s".formatted(i, captures.capturingClass())
              : "%s → captured argument %d".formatted(path, i);
      String found = search(argument, step, depth);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String searchElements(Collection<?> elements, String path, int depth) {
    int index = 0;
    for (Object element : elements) {
      String found = search(element, path + "[" + index++ + "]", depth);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String searchMap(Map<?, ?> map, String path, int depth) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String found = search(entry.getKey(), path + " key", depth);
      if (found == null) {
        found = search(entry.getValue(), path + "[" + entry.getKey() + "]", depth);
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String searchFields(Object value, String path, int depth) {
    Class<?> type = value.getClass();
    for (; type != null && Serializable.class.isAssignableFrom(type); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        String step = step(path, type, field);
        String found = isSent(field) ? search(read(field, value), step, depth) : null;
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static String step(String path, Class<?> type, Field field) {
    String name = type.getSimpleName() + "." + field.getName();
    return path.isEmpty() ? name : path + " → " + name;
  }

  private static boolean isSent(Field field) {
    return !Modifier.isStatic(field.getModifiers())
        && !Modifier.isTransient(field.getModifiers())
        && !field.getType().isPrimitive();
  }

  private static @Nullable Object read(Field field, Object owner) {
    try {
      return field.trySetAccessible() ? field.get(owner) : null;
    } catch (IllegalAccessException closed) {
      return null;
    }
  }
}
