package dev.lido.protocol.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** This end's certificate and key as they are now; a handshake keeps to those that it began with. */
final class CurrentKey extends X509ExtendedKeyManager {

  private static final int KEPT = 16;

  private final TlsIdentity identity;

  /* A handshake asks for an alias first, and then for what is behind it. */
  private final Map<String, Material> byAlias = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  CurrentKey(TlsIdentity identity) {
    this.identity = identity;
  }

  private @Nullable String choose(String... algorithms) {
    Material now = identity.current();
    String own = now.key().getAlgorithm();
    for (String algorithm : algorithms) {
      if (algorithm.equals(own) || algorithm.startsWith(own + "_") || algorithm.endsWith(own)) {
        return alias(now);
      }
    }
    return null;
  }

  private synchronized String alias(Material now) {
    String known = Long.toString(last.get());
    Material before = byAlias.get(known);
    if (before != null && before.raw().equals(now.raw())) {
      return known;
    }
    String alias = Long.toString(last.incrementAndGet());
    byAlias.put(alias, now);
    byAlias.remove(Long.toString(last.get() - KEPT));
    return alias;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyTypes);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyType);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyType);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = choose(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return getClientAliases(keyType, issuers);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Material material = byAlias.get(alias);
    return material == null ? null : material.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Material material = byAlias.get(alias);
    return material == null ? null : material.key();
  }
}
