package dev.lido.client.internal.group;

import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.v1.WorkerHello;
import java.util.Optional;

/**
 * Which pool a group is of.
 *
 * @param namespace the pool's namespace
 * @param name the pool's name
 */
public record Identity(String namespace, String name) {

  @Override
  public String toString() {
    return namespace + "/" + name;
  }

  /** Returns why a worker is none of this pool; empty if it is one. */
  Optional<String> objectionTo(WorkerHello hello) {
    if (!hello.getPool().equals(name) || !hello.getNamespace().equals(namespace)) {
      return Optional.of("it belongs to pool " + hello.getNamespace() + "/" + hello.getPool());
    }
    if (!ProtocolVersion.worksWith(hello.getVersion())) {
      return Optional.of(
          "it speaks version %s of the wire, this caller %s; update the older one"
              .formatted(
                  ProtocolVersion.text(hello.getVersion()),
                  ProtocolVersion.text(ProtocolVersion.CURRENT)));
    }
    return Optional.empty();
  }
}
