package dev.lido.client.simulation;

/** Carries messages, each after the same delay and so in order. */
record Wire(VirtualTime time, long delayNanos) {

  void send(Runnable message) {
    time.after(delayNanos, message);
  }
}
