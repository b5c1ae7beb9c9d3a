package dev.lido.operator.apply;

import dev.lido.operator.plan.Action;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * An action that the API server did not carry out.
 *
 * @param action what was asked
 * @param code the HTTP status; 0 if there was no answer
 * @param message what it said
 * @param namespaceEnds whether that was that the namespace is being deleted
 */
public record Failure(Action action, int code, String message, boolean namespaceEnds) {

  private static final int UNPROCESSABLE = 422;
  private static final String NAMESPACE_ENDS = "NamespaceTerminating";

  static Failure of(Action action, KubernetesClientException refused) {
    Optional<Status> status = Optional.ofNullable(refused.getStatus());
    boolean namespaceEnds =
        status.map(Status::getDetails).stream()
            .flatMap(details -> details.getCauses().stream())
            .anyMatch(cause -> NAMESPACE_ENDS.equals(cause.getReason()));
    String message =
        status.map(Status::getMessage).orElseGet(() -> String.valueOf(refused.getMessage()));
    return new Failure(action, refused.getCode(), message, namespaceEnds);
  }

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
