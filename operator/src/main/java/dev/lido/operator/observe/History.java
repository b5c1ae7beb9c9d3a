package dev.lido.operator.observe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the earlier workers of a slot ended by their own doing. A replacement carries it, so that it
 * outlives the ended pods, and the operator.
 *
 * @param ends how many
 * @param recent the latest of them, oldest first
 * @param lastExit how the latest ended, for people
 */
public record History(long ends, List<Mark> recent, Optional<String> lastExit) {

  /** The history of a new slot. */
  public static final History NONE = new History(0, List.of(), Optional.empty());

  /** Copies the list. */
  public History {
    recent = List.copyOf(recent);
  }

  /**
   * One end, and what was decided of it.
   *
   * @param at when the worker ended
   * @param level how often in a row the partition was over its intensity; 0: it was not; {@link
   *     #FORGIVEN}: the count starts anew with this end
   * @param until when the replacement could start
   */
  public record Mark(Instant at, int level, Instant until) {

    /** The level of an end after which the partition's intensity is counted anew. */
    public static final int FORGIVEN = -1;

    /** Tells whether the partition was over its intensity. */
    public boolean exceeded() {
      return level > 0;
    }
  }

  /** Returns this history and one end more, remembering only ends after {@code since}. */
  public History and(Mark mark, String exit, Instant since) {
    Stream<Mark> remembered = recent.stream().filter(m -> m.at().isAfter(since));
    return new History(
        ends + 1, Stream.concat(remembered, Stream.of(mark)).toList(), Optional.of(exit));
  }
}
