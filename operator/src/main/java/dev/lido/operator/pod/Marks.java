package dev.lido.operator.pod;

/** The labels and annotations that the operator leaves on workers, beside those of PoolNames. */
public final class Marks {

  /** What all of them begin with. */
  static final String PREFIX = "lido.dev/";

  /** Label: a hash of everything in the spec that shapes a worker. */
  public static final String REVISION = "lido.dev/revision";

  /** Annotation: the UID that the worker's name was made of: its predecessor's, or the pool's. */
  public static final String PREDECESSOR = "lido.dev/predecessor";

  /** Annotation: how the slot's earlier workers ended, as JSON. */
  public static final String HISTORY = "lido.dev/history";

  /** Annotation: since when the worker is drained for its removal, an ISO 8601 instant. */
  public static final String DRAINING = "lido.dev/draining";

  /** Annotation: the pool's generation at which an ended worker was held without replacement. */
  public static final String HELD = "lido.dev/held-generation";

  private Marks() {}
}
