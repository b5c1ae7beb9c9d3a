package dev.lido.operator.apply;

import dev.lido.operator.plan.Action;
import java.net.HttpURLConnection;

/**
 * An action that the API server did not carry out.
 *
 * @param action what was asked
 * @param code the HTTP status; 0 if there was no answer
 * @param message what it said
 */
public record Failure(Action action, int code, String message) {

  private static final int UNPROCESSABLE = 422;

  /** Tells whether the API server will never accept it, because the template is wrong. */
  public boolean isInvalid() {
    return code == UNPROCESSABLE && action instanceof Action.CreateWorker;
  }

  /** Tells whether it is because an object that is not the pool's has the name. */
  public boolean isNameTaken() {
    return code == HttpURLConnection.HTTP_CONFLICT
        && (action instanceof Action.CreateService || action instanceof Action.CreateBudget);
  }
}
