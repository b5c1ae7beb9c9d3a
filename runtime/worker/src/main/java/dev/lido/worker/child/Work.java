package dev.lido.worker.child;

import com.google.protobuf.ByteString;

/** What a child runs, once it has been read. */
interface Work {

  /** What it is, for people. */
  String title();

  /**
   * Runs it.
   *
   * @return its value, as it goes over the wire
   * @throws ValueNotSerializableException if its value cannot
   * @throws Throwable what the work itself throws
   */
  ByteString run() throws Throwable;
}
