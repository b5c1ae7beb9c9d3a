package dev.lido.cli.apiserver;

import dev.lido.cli.apiserver.admission.Problem;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import java.util.List;
import java.util.stream.Collectors;

/** A request that is refused, with the Status that a real API server answers. */
final class ApiFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Status status;

  private ApiFailure(Status status) {
    super(status.getMessage());
    this.status = status;
  }

  Status status() {
    return status;
  }

  static ApiFailure notFound(ResourcePath path) {
    String message = path.qualified() + " \"" + path.name() + "\" not found";
    return of(404, "NotFound", message, path, path.name());
  }

  static ApiFailure alreadyExists(ResourcePath path, String name) {
    String message = path.qualified() + " \"" + name + "\" already exists";
    return of(409, "AlreadyExists", message, path, name);
  }

  static ApiFailure conflict(ResourcePath path, String why) {
    String message =
        "Operation cannot be fulfilled on " + path.qualified() + " \"" + path.name() + "\": " + why;
    return of(409, "Conflict", message, path, path.name());
  }

  static ApiFailure gone(long version) {
    return new ApiFailure(failure(410, "Expired", "too old resource version: " + version).build());
  }

  static ApiFailure internal(RuntimeException bug) {
    return new ApiFailure(failure(500, "InternalError", "Internal error: " + bug).build());
  }

  static ApiFailure badRequest(String message) {
    return new ApiFailure(failure(400, "BadRequest", message).build());
  }

  static ApiFailure noSuchResource() {
    return new ApiFailure(
        failure(404, "NotFound", "the server could not find the requested resource").build());
  }

  static ApiFailure unsupportedMediaType(String found) {
    String message =
        "the body of the request was in an unknown format ("
            + found
            + "): the embedded API server"
            + " takes application/merge-patch+json and application/json-patch+json";
    return new ApiFailure(failure(415, "UnsupportedMediaType", message).build());
  }

  static ApiFailure invalid(ResourcePath path, String kind, String name, List<Problem> problems) {
    String all = problems.stream().map(ApiFailure::line).collect(Collectors.joining(", "));
    String qualified = path.group().isEmpty() ? kind : kind + "." + path.group();
    String message =
        qualified
            + " \""
            + name
            + "\" is invalid: "
            + (problems.size() == 1 ? all : "[" + all + "]");
    return new ApiFailure(
        failure(422, "Invalid", message)
            .withNewDetails()
            .withName(name)
            .withGroup(path.group())
            .withKind(kind)
            .withCauses(problems.stream().map(ApiFailure::cause).toList())
            .endDetails()
            .build());
  }

  private static String line(Problem problem) {
    return problem.field() + ": " + problem.message();
  }

  private static StatusCause cause(Problem problem) {
    return new StatusCause(problem.field(), problem.message(), problem.reason());
  }

  private static ApiFailure of(
      int code, String reason, String message, ResourcePath path, String name) {
    return new ApiFailure(
        failure(code, reason, message)
            .withNewDetails()
            .withName(name)
            .withGroup(path.group())
            .withKind(path.plural())
            .endDetails()
            .build());
  }

  private static StatusBuilder failure(int code, String reason, String message) {
    return new StatusBuilder()
        .withStatus("Failure")
        .withCode(code)
        .withReason(reason)
        .withMessage(message);
  }
}
