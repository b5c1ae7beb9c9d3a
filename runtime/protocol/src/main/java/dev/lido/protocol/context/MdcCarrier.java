package dev.lido.protocol.context;

import dev.lido.protocol.v1.CallContext;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** SLF4J's MDC. */
final class MdcCarrier implements Carrier {

  @Override
  public void capture(Room into) {
    Map<String, String> entries = MDC.getCopyOfContextMap();
    if (entries != null && !entries.isEmpty()) {
      new TreeMap<>(entries).forEach((key, value) -> add(into, key, value));
    }
  }

  private static void add(Room into, String key, @Nullable String value) {
    if (value != null) {
      into.mdc(key, value);
    }
  }

  @Override
  public Runnable restore(CallContext from) {
    if (from.getMdcCount() == 0) {
      return () -> {};
    }
    MDC.setContextMap(from.getMdcMap());
    return MDC::clear;
  }
}
