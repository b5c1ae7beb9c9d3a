package dev.lido.client;

/**
 * A line that a child printed, or the mark that stands for lines that were lost.
 *
 * @param stream what it was printed to; of the mark {@link Stream#ERR}
 * @param text the line, without its end; of the mark a sentence that says how many lines are missing
 * @param worker the name of the worker that the child runs in
 * @param lost how many lines are missing here; 0: it is none but a line
 */
public record OutputLine(Stream stream, String text, String worker, long lost) {

  /** The two streams of a process. */
  public enum Stream {
    /** {@link System#out}. */
    OUT,
    /** {@link System#err}. */
    ERR
  }
}
