package dev.lido.client.internal.call;

import com.google.protobuf.ByteString;
import dev.lido.client.internal.placement.Rejection;
import dev.lido.protocol.v1.Failure;

/** How a call ended. */
public sealed interface Outcome {

  /** The child returned. */
  record Value(ByteString bytes) implements Outcome {}

  /** The child ended otherwise, and its worker says how. */
  record Failed(Failure failure) implements Outcome {}

  /** Its deadline passed, and the child goes on; where it is. */
  record Stuck(Failure failure) implements Outcome {}

  /** It was not started. */
  record Rejected(Rejection why) implements Outcome {}

  /** The pool cannot be used. */
  record Unusable(Problem problem, String detail) implements Outcome {}

  /** Its worker was lost; why, for people, as far as it is known. */
  record Lost(String why) implements Outcome {}

  /** The others. */
  enum Plain implements Outcome {
    /** Its deadline passed before it started. */
    NOT_STARTED_IN_TIME,
    /** Its deadline passed, and the worker said nothing. */
    TIMED_OUT,
    /** The caller cancelled it. */
    CANCELLED,
    /** The caller's thread was interrupted. */
    INTERRUPTED,
    /** The caller closed everything. */
    CLOSED
  }

  /** Why a pool cannot be used. */
  enum Problem {
    /** It does not exist. */
    NOT_FOUND,
    /** It may not be read. */
    DENIED,
    /** The API server does not know who asks. */
    UNAUTHENTICATED,
    /** The API server answers, but does not serve now. */
    REFUSED,
    /** The API server does not answer. */
    UNREACHABLE
  }
}
