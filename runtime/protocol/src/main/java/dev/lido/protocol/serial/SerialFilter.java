package dev.lido.protocol.serial;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be read of serialized objects: not more, deeper or larger than a bound, and no class that
 * is known to be used in attacks.
 *
 * <p>{@value #VARIABLE} in the environment changes that, in the syntax of {@link
 * ObjectInputFilter.Config#createFilter}: its limits take the place of the defaults, a class that it
 * matches is allowed although it is known for attacks, and one that it matches with {@code !} is
 * refused. The JVM's own filter ({@code -Djdk.serialFilter}) holds besides: what either refuses is
 * not read.
 *
 * <p>Thread-safe.
 */
public final class SerialFilter {

  /** The environment variable that changes what may be read. */
  public static final String VARIABLE = "LIDO_SERIAL_FILTER";

  private static final SerialFilter STANDARD = of(System.getenv().getOrDefault(VARIABLE, ""));

  private static final long DEFAULT_DEPTH = 1_000;
  private static final long DEFAULT_REFERENCES = 50_000_000;
  private static final long DEFAULT_BYTES = 1L << 30;

  /* Every element of an array takes a byte of the stream at least; collections announce tables that
   * are a little larger than what they hold. So what asks for more than this lies about its size. */
  private static final long ARRAY_PER_BYTE = 4;
  private static final long ARRAY_ALWAYS = 65_536;

  private final ClassValue<Boolean> refused =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return Gadgets.contains(type.getName());
        }
      };

  private final long depth;
  private final long references;
  private final long bytes;
  private final long array;
  private final @Nullable ObjectInputFilter patterns;

  private SerialFilter(List<String> limits, @Nullable ObjectInputFilter patterns) {
    this.depth = limit(limits, "maxdepth", DEFAULT_DEPTH);
    this.references = limit(limits, "maxrefs", DEFAULT_REFERENCES);
    this.bytes = limit(limits, "maxbytes", DEFAULT_BYTES);
    this.array = limit(limits, "maxarray", -1);
    this.patterns = patterns;
  }

  /** Returns the filter that the environment says. */
  public static SerialFilter standard() {
    return STANDARD;
  }

  /**
   * Returns a filter.
   *
   * @param changes limits and patterns, separated by semicolons; empty: the defaults
   * @throws IllegalArgumentException if they are not written so
   */
  public static SerialFilter of(String changes) {
    List<String> limits = new ArrayList<>();
    List<String> patterns = new ArrayList<>();
    for (String change : changes.split(";", -1)) {
      (change.contains("=") ? limits : patterns).add(change.strip());
    }
    patterns.removeIf(String::isEmpty);
    return new SerialFilter(
        limits,
        patterns.isEmpty()
            ? null
            : ObjectInputFilter.Config.createFilter(String.join(";", patterns)));
  }

  private static long limit(List<String> limits, String name, long otherwise) {
    long limit = otherwise;
    for (String one : limits) {
      String[] parts = one.split("=", 2);
      if (!List.of("maxdepth", "maxrefs", "maxbytes", "maxarray").contains(parts[0])) {
        throw new IllegalArgumentException(
            "'%s' is no limit: write maxdepth, maxrefs, maxbytes or maxarray, = and a number"
                .formatted(one));
      }
      limit = parts[0].equals(name) ? Long.parseLong(parts[1]) : limit;
    }
    return limit;
  }

  /**
   * Reads an object.
   *
   * @param size the size of the stream, in bytes
   * @throws RefusedObjectException if it may not be read
   */
  public Object read(ObjectInputStream in, int size) throws IOException, ClassNotFoundException {
    Check check = new Check(size);
    in.setObjectInputFilter(check);
    try {
      return in.readObject();
    } catch (InvalidClassException e) {
      throw check.reason().orElseThrow(() -> e);
    }
  }

  /** The filter of one stream. */
  private final class Check implements ObjectInputFilter {
    private final long mostElements;
    private @Nullable String reason;

    Check(int size) {
      this.mostElements = array >= 0 ? array : ARRAY_ALWAYS + ARRAY_PER_BYTE * size;
    }

    Optional<IOException> reason() {
      return Optional.ofNullable(reason).map(RefusedObjectException::new);
    }

    @Override
    public Status checkInput(FilterInfo info) {
      if (info.depth() > depth) {
        return refuse("it is nested deeper than", "maxdepth", depth);
      }
      if (info.references() > references) {
        return refuse("it holds more objects than", "maxrefs", references);
      }
      if (info.streamBytes() > bytes) {
        return refuse("it has more bytes than", "maxbytes", bytes);
      }
      if (info.arrayLength() > mostElements) {
        return refuse("it has an array with more elements than", "maxarray", mostElements);
      }
      Class<?> type = info.serialClass();
      return type == null ? Status.UNDECIDED : check(info, type);
    }

    private Status check(FilterInfo info, Class<?> type) {
      Status asked = patterns == null ? Status.UNDECIDED : patterns.checkInput(info);
      if (asked == Status.REJECTED) {
        reason = "%s refuses the class %s".formatted(VARIABLE, type.getName());
      } else if (asked == Status.UNDECIDED && refused.get(type)) {
        reason =
            "the class %s is known to be used in attacks; if you mean it, allow it: %s=%s"
                .formatted(type.getName(), VARIABLE, type.getName());
        return Status.REJECTED;
      }
      return asked;
    }

    private Status refuse(String what, String limit, long most) {
      reason = "%s %d; if that is meant, allow it: %s=%s=N".formatted(what, most, VARIABLE, limit);
      return Status.REJECTED;
    }
  }
}
