package dev.lido.protocol.context;

import dev.lido.protocol.v1.CallContext;

/** One kind of context. Thread-safe. */
interface Carrier {

  /** Adds what the current thread has, as far as there is room. */
  void capture(Room into);

  /** Gives it to the current thread; returns what takes it away again. */
  Runnable restore(CallContext from);
}
