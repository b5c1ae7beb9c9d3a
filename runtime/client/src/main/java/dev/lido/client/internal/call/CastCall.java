package dev.lido.client.internal.call;

import dev.lido.client.PoolException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** A call whose caller does not care, but for the log. */
public final class CastCall extends Call {

  private static final Logger LOG = System.getLogger("dev.lido.client");

  /** Creates a call. */
  public CastCall(String pool, Request request, CallOptions options) {
    super(pool, request, options);
  }

  @Override
  protected void wake() {
    if (isWorthALine(outcome())) {
      Background.CALLBACKS.execute(this::log);
    }
  }

  /** What was placed lives on when everything is closed. */
  private boolean isWorthALine(@Nullable Outcome how) {
    return !(how instanceof Outcome.Value || (how == Outcome.Plain.CLOSED && worker() != null));
  }

  private void log() {
    Outcome how = outcome();
    if (how != null) {
      PoolException failure = Failures.of(this, how);
      LOG.log(Level.WARNING, "a cast failed: " + failure.getMessage(), failure);
    }
  }
}
