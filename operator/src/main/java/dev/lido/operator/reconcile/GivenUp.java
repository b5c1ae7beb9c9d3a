package dev.lido.operator.reconcile;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.memory.Latest;
import java.util.Collections;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pools whose namespace is being deleted, which nothing can stop: they will go too. It is thread-safe,
 * and may forget some of very many, which costs a look at each.
 */
final class GivenUp {

  private static final Logger LOGGER = LoggerFactory.getLogger(GivenUp.class);
  private static final int MOST = 10_000;

  private final Set<String> uids =
      Collections.synchronizedSet(Collections.newSetFromMap(new Latest<>(MOST)));

  boolean contains(PoolResource pool) {
    return !uids.isEmpty() && uids.contains(pool.getMetadata().getUid());
  }

  void add(PoolResource pool) {
    if (uids.add(pool.getMetadata().getUid())) {
      LOGGER
          .atInfo()
          .addKeyValue("namespace", pool.getMetadata().getNamespace())
          .addKeyValue("pool", pool.getMetadata().getName())
          .log("The namespace is being deleted: nothing is started in it any more");
    }
  }
}
