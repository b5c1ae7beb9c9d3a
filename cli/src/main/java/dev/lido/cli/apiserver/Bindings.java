package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The binding subresource of pods. */
record Bindings(Objects objects) {

  ObjectNode bind(ResourcePath path, ObjectNode pod, ObjectNode binding) {
    String node = pod.path("spec").path("nodeName").asText("");
    if (!node.isEmpty()) {
      throw ApiFailure.conflict(
          path, "pod " + path.name() + " is already assigned to node \"" + node + "\"");
    }
    if (Json.metadata(pod, "deletionTimestamp").isPresent()) {
      throw ApiFailure.conflict(
          path, "pod " + path.name() + " is being deleted, cannot be assigned to a host");
    }
    pod.withObject("/spec").put("nodeName", binding.path("target").path("name").asText());
    objects.put(path.named(path.name()), pod);
    return Json.object()
        .put("apiVersion", "v1")
        .put("kind", "Status")
        .put("status", "Success")
        .put("code", 201);
  }
}
