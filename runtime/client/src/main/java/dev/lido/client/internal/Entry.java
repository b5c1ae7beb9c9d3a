package dev.lido.client.internal;

import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.Pools;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The way from the public API into its implementation. */
@SuppressWarnings("DoNotCallSuggester") // only until the implementation stands
public final class Entry {

  private Entry() {}

  /** Connects to a cluster. */
  public static Pools connect(
      @Nullable KubernetesClient client, @Nullable String namespace, Duration connectTimeout) {
    throw new UnsupportedOperationException("Pools.connect is being written");
  }

  /** Makes a pool in this process. */
  public static Pool local(LocalSettings settings) {
    throw new UnsupportedOperationException("Pool.local is being written");
  }
}
