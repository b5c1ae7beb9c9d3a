package dev.lido.worker.child;

import dev.lido.protocol.output.ChildOutput;
import dev.lido.protocol.v1.Failure;

/** Who placed a child. Its methods must not block. */
public interface ChildListener {

  /** The child runs. */
  void started(Child child);

  /** The child has printed something, after what it printed before was all taken. */
  void printed(Child child, ChildOutput output);

  /** The child's deadline passed, and it ignores its interrupt; why, and where it hangs. */
  void stuck(Child child, Failure where);

  /** The child has really ended, and its slot can go to another. Called before it is answered. */
  void ended(Child child);

  /** The child is answered. Called once; before {@link #ended} only if the child was abandoned. */
  void answered(Child child, Answer answer);
}
