package dev.lido.client.internal;

import dev.lido.client.Child;
import dev.lido.client.ChildEnd;
import dev.lido.client.ChildId;
import dev.lido.client.internal.group.Group;
import java.util.concurrent.CompletableFuture;

/** A child of a group's pool. */
record Handle(Group group, ChildId id) implements Child {

  @Override
  public CompletableFuture<ChildEnd> monitor() {
    return group.watch(id, false);
  }

  @Override
  public CompletableFuture<ChildEnd> stop() {
    return group.watch(id, true);
  }

  @Override
  public String toString() {
    return "Child[" + id + "]";
  }
}
