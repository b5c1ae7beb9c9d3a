package dev.lido.cli;

import dev.lido.cli.apiserver.PortInUseException;
import dev.lido.cli.command.CliException;
import dev.lido.cli.pools.PoolRefusedException;
import dev.lido.client.PoolException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** Says in one line what went wrong, and what to do about it. */
final class Failures {

  private Failures() {}

  static String describe(Throwable failure) {
    return switch (failure) {
      case CliException mendable -> String.valueOf(mendable.getMessage());
      case PortInUseException taken -> String.valueOf(taken.getMessage());
      case PoolRefusedException refused ->
          refused.getMessage() + ": " + describe(refused.refusal());
      case PoolException failed -> String.valueOf(failed.getMessage());
      case KubernetesClientException refused -> describe(refused);
      case CompletionException wrapper -> describe(cause(wrapper));
      case UncheckedIOException io -> String.valueOf(io.getMessage());
      default -> failure + " (this is a fault of lido's: --debug shows where)";
    };
  }

  private static Throwable cause(CompletionException wrapper) {
    return Optional.ofNullable(wrapper.getCause())
        .orElseGet(() -> new IllegalStateException(wrapper.getMessage()));
  }

  private static String describe(KubernetesClientException failure) {
    return switch (failure.getCode()) {
      case 401 -> "the API server does not know these credentials: check KUBECONFIG";
      case 403 -> "not allowed: " + message(failure);
      case 404 ->
          "the API server does not know PoolResource: kubectl apply -k manifests/crd installs it";
      default -> message(failure);
    };
  }

  private static String message(KubernetesClientException failure) {
    Status status = failure.getStatus();
    if (status == null) {
      return String.valueOf(failure.getMessage());
    }
    boolean listed = status.getDetails() != null && !status.getDetails().getCauses().isEmpty();
    String message = listed ? causes(status) : String.valueOf(status.getMessage());
    return message.replaceFirst("^.*strict decoding error: ", "").replace('\n', ' ');
  }

  private static String causes(Status status) {
    return status.getDetails().getCauses().stream()
        .map(Failures::cause)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String cause(StatusCause cause) {
    String field = Optional.ofNullable(cause.getField()).filter(f -> !f.equals("<nil>")).orElse("");
    String text = cause.getMessage();
    // Lido's own rules say what to write; what they were given is in the user's file.
    String sentence = text.replaceFirst("^Invalid value: \"(object|string|)\": ", "");
    return !sentence.equals(text) || field.isEmpty() ? sentence : field + ": " + text;
  }
}
