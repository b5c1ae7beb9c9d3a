package dev.lido.bench.calls;

import java.util.List;
import java.util.stream.Stream;

/**
 * What runs gave.
 *
 * @param rows each measurement once
 * @param asked what is asked of them; ratios are of rows of one run
 */
record Result(List<Row> rows, List<Asked> asked) {

  private static final Result NOTHING = new Result(List.of(), List.of());

  static Result of(List<Row> rows) {
    return new Result(rows, Targets.of(rows));
  }

  /** Returns the result of several runs; of what is there twice the first counts. */
  static Result of(Stream<List<Row>> runs) {
    return runs.map(Result::of).reduce(NOTHING, Result::and);
  }

  private Result and(Result later) {
    return new Result(
        Stream.concat(
                rows.stream(),
                later.rows.stream().filter(row -> rows.stream().noneMatch(row::isOfSame)))
            .toList(),
        Stream.concat(
                asked.stream(),
                later.asked.stream().filter(one -> asked.stream().noneMatch(one::isOfSame)))
            .toList());
  }
}
