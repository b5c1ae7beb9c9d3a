package dev.lido.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The roles that {@code manifests/default} gives to operators. */
final class OperatorRoles {

  static final String NAMESPACE = "lido-system";

  private OperatorRoles() {}

  /** Installs the roles as they are. */
  static void install(Cluster cluster) {
    for (String file :
        List.of(
            "namespace",
            "service-account",
            "cluster-role",
            "cluster-role-binding",
            "lease-role",
            "lease-role-binding")) {
      cluster.client().resource(manifest("default", file)).serverSideApply();
    }
  }

  /** Installs the roles of an operator that has rights in these namespaces only. */
  static void installIn(Cluster... clusters) {
    install(clusters[0]);
    clusters[0].client().resource(manifest("default", "cluster-role-binding")).delete();
    for (Cluster cluster : clusters) {
      String binding = manifest("namespaced", "role-binding-team-a");
      cluster.client().resource(binding.replace("team-a", cluster.namespace())).create();
    }
  }

  /** Gives the roles to users, with the Lease in the test's namespace. */
  static void grant(Cluster cluster, String... users) {
    cluster.client().resource(manifest("default", "cluster-role")).serverSideApply();
    bind(cluster, "lido-operator", users);
  }

  /** Gives roles of an earlier version to a user, in which nobody may watch events. */
  static void grantOld(Cluster cluster, String user) {
    String role = manifest("default", "cluster-role");
    int events = role.indexOf("resources: [events]");
    String old =
        role.substring(0, events).replace("name: lido-operator", "name: lido-operator-old")
            + role.substring(events).replace("watch, ", "");
    cluster.client().resource(old).serverSideApply();
    bind(cluster, "lido-operator-old", user);
  }

  private static void bind(Cluster cluster, String role, String... users) {
    String leases = manifest("default", "lease-role").replace(NAMESPACE, cluster.namespace());
    cluster.client().resource(leases).create();
    for (String user : users) {
      cluster.client().resource(binding(cluster, user, "ClusterRole", role)).create();
      cluster.client().resource(binding(cluster, user, "Role", "lido-operator-lease")).create();
    }
  }

  private static String binding(Cluster cluster, String user, String kind, String role) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: %s-%s, namespace: %s}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %s, name: %s}
    subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %s}]
    """
        .formatted(user, role, cluster.namespace(), kind, role, user);
  }

  private static String manifest(String folder, String file) {
    try {
      return Files.readString(
          Path.of(System.getProperty("lido.home"), "manifests", folder, file + ".yaml"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
