package dev.lido.operator.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Where etcd and the API server are, and how they are started.
 *
 * @param programs the folder of the programs
 * @param folder what they store
 * @param etcdPort etcd's port for clients
 * @param peerPort etcd's port for peers
 * @param apiPort the API server's port
 */
record ControlPlane(Path programs, Path folder, int etcdPort, int peerPort, int apiPort) {

  static final String ADMIN_TOKEN = "admin-" + UUID.randomUUID();

  /** Users who may do nothing before they are given roles. */
  static final List<String> USERS = List.of("first", "second", "third");

  /** Every write that was answered, with who asked for it. */
  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived, ResponseStarted, Panic]
      rules:
        - {level: None, verbs: [get, list, watch]}
        - level: Metadata
      """;

  static ControlPlane prepare(Path programs) {
    try {
      Path folder = Files.createTempDirectory("lido-apiserver");
      Files.writeString(folder.resolve("tokens.csv"), tokens());
      Files.writeString(folder.resolve("accounts.key"), privateKey());
      Files.writeString(folder.resolve("audit.yaml"), AUDIT_POLICY);
      return new ControlPlane(programs, folder, freePort(), freePort(), freePort());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String url() {
    return "https://127.0.0.1:" + apiPort;
  }

  Path auditLog() {
    return folder.resolve("audit.log");
  }

  TiedProcess startEtcd() {
    String clients = "http://127.0.0.1:" + etcdPort;
    String peers = "http://127.0.0.1:" + peerPort;
    return TiedProcess.start(
        List.of(
            programs.resolve("etcd").toString(),
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=" + clients,
            "--advertise-client-urls=" + clients,
            "--listen-peer-urls=" + peers,
            "--initial-advertise-peer-urls=" + peers,
            "--initial-cluster=default=" + peers,
            "--unsafe-no-fsync"),
        folder.resolve("etcd.log"));
  }

  TiedProcess startApiServer() {
    Path key = folder.resolve("accounts.key");
    return TiedProcess.start(
        List.of(
            programs.resolve("kube-apiserver").toString(),
            "--etcd-servers=http://127.0.0.1:" + etcdPort,
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--secure-port=" + apiPort,
            "--cert-dir=" + folder.resolve("certificates"),
            "--token-auth-file=" + folder.resolve("tokens.csv"),
            "--authorization-mode=RBAC",
            "--service-account-issuer=https://127.0.0.1",
            "--service-account-signing-key-file=" + key,
            "--service-account-key-file=" + key,
            "--service-cluster-ip-range=10.0.0.0/24",
            "--audit-policy-file=" + folder.resolve("audit.yaml"),
            "--audit-log-path=" + auditLog(),
            // Pods need no service account where nothing makes any.
            "--disable-admission-plugins=ServiceAccount",
            "--endpoint-reconciler-type=none"),
        folder.resolve("kube-apiserver.log"));
  }

  private static String tokens() {
    return ADMIN_TOKEN
        + ",admin,admin,\"system:masters\"\n"
        + USERS.stream()
            .map(user -> tokenOf(user) + "," + user + "," + user + "\n")
            .collect(Collectors.joining());
  }

  static String tokenOf(String user) {
    return ADMIN_TOKEN + "-" + user;
  }

  /** Returns how to reach it as the one who has this token. */
  String kubeconfig(String token) {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: test, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
    users: [{name: user, user: {token: "%s"}}]
    contexts: [{name: test, context: {cluster: test, user: user}}]
    current-context: test
    """
        .formatted(url(), token);
  }

  void delete() {
    RealApiServer.deleteTree(folder);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String privateKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has RSA", impossible);
    }
  }
}
