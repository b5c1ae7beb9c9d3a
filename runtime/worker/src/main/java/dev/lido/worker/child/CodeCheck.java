package dev.lido.worker.child;

import dev.lido.protocol.code.ClassVersion;
import dev.lido.protocol.code.ClassVersions;
import dev.lido.protocol.v1.CodeVersion;
import dev.lido.protocol.v1.Refused.Reason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells callers' code from this worker's, by the class that made a closure. Thread-safe. */
final class CodeCheck {

  private final ClassLoader classLoader;

  /* Only classes that are there: callers could name any number of others. */
  private final Map<String, ClassVersion> versions = new ConcurrentHashMap<>();

  CodeCheck(ClassLoader classLoader) {
    this.classLoader = classLoader;
  }

  /**
   * Checks a closure's code before it is read. Of a class without a class file nothing is known
   * here: it is for the reading to find out.
   */
  void check(CodeVersion theirs) throws UnreadableWorkException {
    ClassVersion ours = version(theirs.getClassName());
    if (ours != null && ours.message().getHash() != theirs.getHash()) {
      throw new UnreadableWorkException(
          Reason.CODE_MISMATCH,
          "the caller has version %s of class %s, this worker's image version %s"
              .formatted(ClassVersion.text(theirs.getHash()), theirs.getClassName(), ours));
    }
  }

  private @Nullable ClassVersion version(String className) {
    ClassVersion known = versions.get(className);
    if (known == null) {
      known = ClassVersions.find(className, classLoader).orElse(null);
      if (known != null) {
        versions.put(className, known);
      }
    }
    return known;
  }
}
