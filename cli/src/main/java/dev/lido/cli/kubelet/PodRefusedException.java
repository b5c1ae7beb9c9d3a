package dev.lido.cli.kubelet;

/** The local kubelet cannot run a pod; the message says what to change in it. */
public final class PodRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String why;

  PodRefusedException(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
