package dev.lido.cli.pools;

import dev.lido.cli.command.CliException;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Optional;

/** The pools of a namespace. */
record PoolApi(KubernetesClient client) {

  Resource<PoolResource> named(String name) {
    return client.resources(PoolResource.class).inNamespace(namespace()).withName(name);
  }

  /**
   * Returns a pool.
   *
   * @throws CliException if it is not there
   */
  PoolResource get(String name) {
    return Optional.ofNullable(named(name).get()).orElseThrow(() -> missing(name));
  }

  CliException missing(String name) {
    List<String> others = list().stream().map(pool -> pool.getMetadata().getName()).toList();
    String hint =
        others.isEmpty() ? "the namespace has no pools" : "there are " + String.join(", ", others);
    return new CliException("no pool " + name + " in namespace " + namespace() + ": " + hint);
  }

  List<PoolResource> list() {
    return client.resources(PoolResource.class).inNamespace(namespace()).list().getItems();
  }

  String namespace() {
    return Optional.ofNullable(client.getNamespace()).orElse("default");
  }
}
