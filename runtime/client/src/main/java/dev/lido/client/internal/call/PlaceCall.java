package dev.lido.client.internal.call;

import dev.lido.protocol.message.Placing;
import dev.lido.protocol.message.Placing.Flag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call whose caller waits until its child runs; it keeps a slot until the child ends. */
public final class PlaceCall extends BlockingCall {

  private volatile @Nullable Started started;

  /* Guarded by its group. */
  private final List<Runnable> afterwards = new ArrayList<>(1);

  /** Which child runs where. */
  public record Started(String worker, long child) {}

  /** Creates a call of the current thread. */
  public PlaceCall(String pool, Request request, CallOptions options) {
    super(pool, request, options.forChild());
  }

  /** Its child runs. */
  public void started(String worker, long child) {
    if (started == null && outcome() == null) {
      started = new Started(worker, child);
      wake();
    }
  }

  /** Tells whether its worker is too old to know placed children, and so ran it as any other. */
  public boolean isMisunderstood() {
    Started child = started;
    return child != null && child.child() == 0;
  }

  /** Returns which child runs where; {@code null}: none does yet, or ever did. */
  public @Nullable Started started() {
    return started;
  }

  /** Does something short when its consumer will be given no more of what its child prints. */
  public void afterOutput(Runnable action) {
    if (!wantsOutput() || outcome() != null) {
      action.run();
    } else {
      afterwards.add(action);
    }
  }

  @Override
  protected void over() {
    afterwards.forEach(Runnable::run);
    afterwards.clear();
  }

  @Override
  protected boolean isAnswered() {
    return started != null || super.isAnswered();
  }

  @Override
  public Placing toPlacing(long messageId) {
    return super.toPlacing(messageId).with(Flag.REPORT_START, true).with(Flag.PLACED_CHILD, true);
  }
}
