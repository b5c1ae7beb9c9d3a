package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lido.cli.apiserver.admission.CustomType;
import dev.lido.cli.apiserver.admission.CustomTypes;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.List;
import java.util.Optional;

/** Reads requests and answers them. Called with the API server's lock held. */
final class Requests {

  private static final String SCALE = "scale";

  private final Objects objects;
  private final CustomTypes types = new CustomTypes();
  private final Discovery discovery = new Discovery(types);
  private final Writes writes;
  private final Deletions deletions;

  Requests(Objects objects) {
    this.objects = objects;
    this.deletions = new Deletions(objects);
    this.writes = new Writes(objects, types, deletions);
  }

  /** Returns what a request watches, if it is a watch. */
  static Optional<ResourcePath> watch(RecordedRequest request) {
    Optional<ResourcePath> watched =
        request.method() == HttpMethod.GET
            ? ResourcePath.parse(request.getPath()).filter(ResourcePath::isWatch)
            : Optional.empty();
    if (watched.isPresent() && request.getHeader("Upgrade") == null) {
      throw ApiFailure.badRequest("the embedded API server serves watches over WebSocket only");
    }
    return watched;
  }

  /** Creates an object. */
  void load(String collection, ObjectNode object) {
    writes.create(ResourcePath.parse(collection).orElseThrow(), object);
  }

  MockResponse handle(RecordedRequest request) {
    if (request.method() == HttpMethod.GET) {
      Optional<ObjectNode> document = discovery.document(request.getPath());
      if (document.isPresent()) {
        return answer(200, document.get());
      }
    }
    ResourcePath path =
        ResourcePath.parse(request.getPath()).orElseThrow(ApiFailure::noSuchResource);
    return switch (request.method()) {
      case GET -> get(path);
      case POST -> post(path, request);
      case PUT -> put(path, Json.sentObject(body(request)));
      case PATCH -> patch(path, request);
      case DELETE -> delete(path, request);
      default -> throw ApiFailure.badRequest("method not supported: " + request.method());
    };
  }

  private static String body(RecordedRequest request) {
    return request.getBody().readUtf8();
  }

  private Optional<CustomType> type(ResourcePath path) {
    return types.find(path.group(), path.version(), path.plural());
  }

  private MockResponse get(ResourcePath path) {
    if (path.isCollection()) {
      return list(path);
    }
    ObjectNode object = existing(path);
    return switch (path.subresource()) {
      case "", "status" -> answer(200, object);
      case SCALE -> answer(200, scale(path).read(object));
      default -> throw ApiFailure.noSuchResource();
    };
  }

  private MockResponse list(ResourcePath path) {
    List<ObjectNode> found = objects.list(path, Selector.of(path));
    String kind =
        type(path)
            .map(CustomType::kind)
            .or(() -> found.stream().findFirst().map(first -> first.path("kind").asText()))
            .orElse("");
    ObjectNode list = Json.object();
    list.put("apiVersion", path.apiVersion());
    list.put("kind", kind + "List");
    list.putObject(Json.METADATA).put("resourceVersion", String.valueOf(objects.version()));
    ArrayNode items = list.putArray("items");
    found.forEach(items::add);
    return answer(200, list);
  }

  private MockResponse post(ResourcePath path, RecordedRequest request) {
    ObjectNode body = Json.sentObject(body(request));
    if (path.is("", "pods") && path.subresource().equals("binding")) {
      return answer(201, new Bindings(objects).bind(path, existing(path), body));
    }
    if (!path.isCollection()) {
      throw ApiFailure.noSuchResource();
    }
    Writes.Result created = writes.create(path, body);
    return created.warnInto(answer(201, created.object()));
  }

  private MockResponse put(ResourcePath path, ObjectNode body) {
    return update(path, existing(path), body);
  }

  private MockResponse patch(ResourcePath path, RecordedRequest request) {
    ObjectNode current = existing(path);
    JsonNode base = path.subresource().equals(SCALE) ? scale(path).read(current) : current;
    JsonNode patched = Patches.apply(base, request.getHeader("Content-Type"), body(request));
    if (patched instanceof ObjectNode object) {
      return update(path, current, object);
    }
    throw ApiFailure.badRequest("the patch leaves no object");
  }

  private MockResponse update(ResourcePath path, ObjectNode current, ObjectNode proposed) {
    if (path.subresource().equals(SCALE)) {
      Scales scale = scale(path);
      ObjectNode scaled = scale.write(path, current, proposed);
      return answer(
          200, scale.read(writes.update(path.named(path.name()), current, scaled).object()));
    }
    if (!path.subresource().isEmpty() && !path.subresource().equals("status")) {
      throw ApiFailure.noSuchResource();
    }
    Writes.Result updated = writes.update(path, current, proposed);
    return updated.warnInto(answer(200, updated.object()));
  }

  private MockResponse delete(ResourcePath path, RecordedRequest request) {
    String body = body(request);
    ObjectNode options = body.isBlank() ? Json.object() : Json.sentObject(body);
    if (!path.isCollection()) {
      return answer(200, deletions.delete(path, existing(path), options));
    }
    for (ObjectNode object : objects.list(path, Selector.of(path))) {
      String namespace = Json.metadata(object, "namespace").orElse("");
      String name = Json.metadata(object, "name").orElse("");
      deletions.delete(path.in(namespace).named(name), object, options);
    }
    return answer(200, Json.object().put("kind", "Status").put("status", "Success"));
  }

  private ObjectNode existing(ResourcePath path) {
    return objects.find(path).orElseThrow(() -> ApiFailure.notFound(path));
  }

  private Scales scale(ResourcePath path) {
    return type(path)
        .flatMap(CustomType::scale)
        .map(Scales::new)
        .orElseThrow(ApiFailure::noSuchResource);
  }

  static MockResponse answer(ApiFailure refused) {
    return answer(refused.status().getCode(), Json.of(refused.status()));
  }

  private static MockResponse answer(int code, JsonNode body) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(body.toString());
  }
}
