package dev.lido.client.internal.placement;

import org.jspecify.annotations.Nullable;

/** What a worker that refuses work means by it. */
public enum Refusal {
  /** Every slot is taken or granted. */
  FULL(null),
  /** The worker takes no new child. */
  DRAINING(null),
  /** The worker has not the code. */
  NOT_FOUND(Rejection.Kind.NOT_FOUND),
  /** The worker has other code: another worker that has the caller's may come. */
  CODE_MISMATCH(Rejection.Kind.CODE_MISMATCH),
  /** The worker could not read it. */
  UNREADABLE(Rejection.Kind.UNREADABLE);

  private final Rejection.@Nullable Kind ifAllRefuse;

  Refusal(Rejection.@Nullable Kind ifAllRefuse) {
    this.ifAllRefuse = ifAllRefuse;
  }

  /** Returns what it comes to when no other worker takes it; {@code null}: it may wait. */
  Rejection.@Nullable Kind ifAllRefuse() {
    return ifAllRefuse;
  }
}
