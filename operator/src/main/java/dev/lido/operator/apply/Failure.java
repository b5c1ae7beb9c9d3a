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
 * @param kind which kind of failure it was
 */
public record Failure(Action action, int code, String message, Kind kind) {

  /** Kinds of failures that are not told as what they are. */
  public enum Kind {
    /** Nothing special. */
    REFUSED,
    /**
     * Somebody changed the object, or a quota, at the same time: nothing is in the way, and the next
     * try will do.
     */
    OVERTAKEN,
    /** The namespace is being deleted. */
    NAMESPACE_ENDS
  }

  private static final int UNPROCESSABLE = 422;
  private static final String CONFLICT = "Conflict";
  private static final String NAMESPACE_ENDS = "NamespaceTerminating";

  static Failure of(Action action, KubernetesClientException refused) {
    Optional<Status> status = Optional.ofNullable(refused.getStatus());
    String message =
        status.map(Status::getMessage).orElseGet(() -> String.valueOf(refused.getMessage()));
    return new Failure(action, refused.getCode(), message, kind(refused));
  }

  private static Kind kind(KubernetesClientException refused) {
    if (isOvertaken(refused)) {
      return Kind.OVERTAKEN;
    }
    boolean namespaceEnds =
        Optional.ofNullable(refused.getStatus()).map(Status::getDetails).stream()
            .flatMap(details -> details.getCauses().stream())
            .anyMatch(cause -> NAMESPACE_ENDS.equals(cause.getReason()));
    return namespaceEnds ? Kind.NAMESPACE_ENDS : Kind.REFUSED;
  }

  /**
   * Tells whether a request failed as something was changed at the same time, which need not be the
   * object: a quota is changed by whatever counts against it. That an object exists has the same code.
   */
  static boolean isOvertaken(KubernetesClientException refused) {
    return refused.getCode() == HttpURLConnection.HTTP_CONFLICT
        && refused.getStatus() != null
        && CONFLICT.equals(refused.getStatus().getReason());
  }

  /** Tells whether the namespace is being deleted. */
  public boolean namespaceEnds() {
    return kind == Kind.NAMESPACE_ENDS;
  }

  /** Tells whether nothing is in the way, and the next try will do. */
  public boolean isOvertaken() {
    return kind == Kind.OVERTAKEN;
  }

  /** Tells whether the API server will never accept it, because the template is wrong. */
  public boolean isInvalid() {
    return code == UNPROCESSABLE && action instanceof Action.CreateWorker;
  }

  /** Tells whether it is because an object that is not the pool's has the name. */
  public boolean isNameTaken() {
    return code == HttpURLConnection.HTTP_CONFLICT
        && !isOvertaken()
        && (action instanceof Action.CreateService || action instanceof Action.CreateBudget);
  }
}
