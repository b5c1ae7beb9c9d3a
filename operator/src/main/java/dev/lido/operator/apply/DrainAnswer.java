package dev.lido.operator.apply;

/** What came of telling a worker to take no new child. */
public sealed interface DrainAnswer {

  /**
   * It was told.
   *
   * @param children how many it has left
   */
  record Left(int children) implements DrainAnswer {}

  /** Nothing listens there: it has no children, but was not told, so it may have some later. */
  record NothingListens() implements DrainAnswer {}

  /** It did not answer; it may have been told. */
  record Silent() implements DrainAnswer {}
}
