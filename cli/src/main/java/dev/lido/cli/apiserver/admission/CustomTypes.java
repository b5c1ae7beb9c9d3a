package dev.lido.cli.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The types that CRDs declared. It is thread-safe. */
public final class CustomTypes {

  private record Key(String group, String version, String plural) {}

  private final Map<Key, CustomType> types = new ConcurrentHashMap<>();

  /** Takes in what a CRD declares, in place of what it declared before. */
  public void register(JsonNode crd) {
    for (JsonNode version : crd.path("spec").path("versions")) {
      CustomType type = new CustomType(crd.path("spec"), version);
      types.put(new Key(type.group(), type.version(), type.plural()), type);
    }
  }

  /** Returns the type that URLs name so. */
  public Optional<CustomType> find(String group, String version, String plural) {
    return Optional.ofNullable(types.get(new Key(group, version, plural)));
  }

  /** Returns all types. */
  public Collection<CustomType> all() {
    return List.copyOf(types.values());
  }
}
