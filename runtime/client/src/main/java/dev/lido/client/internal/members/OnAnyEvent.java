package dev.lido.client.internal.members;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/** Does the same whatever changed. */
record OnAnyEvent<T>(Runnable action) implements ResourceEventHandler<T> {

  @Override
  public void onAdd(T object) {
    action.run();
  }

  @Override
  public void onUpdate(T before, T after) {
    action.run();
  }

  @Override
  public void onDelete(T object, boolean lastStateUnknown) {
    action.run();
  }
}
