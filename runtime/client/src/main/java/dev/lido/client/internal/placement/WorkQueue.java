package dev.lido.client.internal.placement;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Work in the order of its sequence: a list that is linked through the work itself, so that each can
 * leave at once from wherever it is. Work is in one queue at most.
 */
final class WorkQueue implements Iterable<Work> {

  private @Nullable Work first;
  private @Nullable Work last;

  boolean isEmpty() {
    return first == null;
  }

  /** New work belongs at the end; what comes back was there before, so its place is near the front. */
  void add(Work work) {
    Work after = last;
    if (after != null && after.sequence > work.sequence) {
      after = lastBefore(work.sequence);
    }
    Work before = after == null ? first : after.next;
    link(after, work);
    link(work, before);
    work.queue = this;
  }

  private @Nullable Work lastBefore(long sequence) {
    Work found = null;
    for (Work next = first; next != null && next.sequence < sequence; next = next.next) {
      found = next;
    }
    return found;
  }

  /** Returns whether it was here. */
  boolean remove(Work work) {
    if (work.queue != this) {
      return false;
    }
    link(work.previous, work.next);
    work.next = null;
    work.previous = null;
    work.queue = null;
    return true;
  }

  private void link(@Nullable Work before, @Nullable Work after) {
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
  }

  /** What it has returned may be removed meanwhile, and nothing else. */
  @Override
  public Iterator<Work> iterator() {
    return new Iterator<>() {
      private @Nullable Work next = first;

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public Work next() {
        Work found = next;
        if (found == null) {
          throw new NoSuchElementException();
        }
        next = found.next;
        return found;
      }
    };
  }
}
