package dev.lido.bench.calls;

import static dev.lido.bench.calls.Asked.Bound.AT_LEAST;
import static dev.lido.bench.calls.Asked.Bound.AT_MOST;
import static dev.lido.bench.calls.Figure.CALLER_BYTES;
import static dev.lido.bench.calls.Figure.P50;
import static dev.lido.bench.calls.Figure.P999;
import static dev.lido.bench.calls.Figure.PER_SECOND;
import static dev.lido.bench.calls.Figure.WIRE_BYTES;
import static dev.lido.bench.calls.Figure.WORKER_BYTES;
import static dev.lido.bench.peer.Subject.GRPC_BIDI;
import static dev.lido.bench.peer.Subject.GRPC_UNARY;
import static dev.lido.bench.peer.Subject.HAZELCAST;
import static dev.lido.bench.peer.Subject.LIDO_CLOSURE;
import static dev.lido.bench.peer.Subject.LIDO_NAMED;
import static dev.lido.bench.peer.Workload.BYTES_100;
import static dev.lido.bench.peer.Workload.EMPTY;
import static dev.lido.bench.peer.Workload.TWO_VALUES;

import dev.lido.bench.peer.Series;
import dev.lido.bench.peer.Subject;
import java.util.List;
import java.util.stream.Stream;

/** What is asked of calls; rows that were not measured say nothing. */
final class Targets {

  private static final int MANY = 10_000;
  private static final Series CLOSURE = new Series(LIDO_CLOSURE, EMPTY, false);
  private static final Series CLOSURE_TLS = new Series(LIDO_CLOSURE, EMPTY, true);
  private static final Series VALUES = new Series(LIDO_CLOSURE, TWO_VALUES, false);
  private static final Series NAMED = new Series(LIDO_NAMED, BYTES_100, false);

  private final List<Row> rows;

  private Targets(List<Row> rows) {
    this.rows = rows;
  }

  static List<Asked> of(List<Row> rows) {
    Targets targets = new Targets(rows);
    return Stream.of(
            targets.peers(), targets.limits(), targets.closures(), targets.many(), targets.cost())
        .flatMap(asked -> asked)
        .filter(asked -> !Double.isNaN(asked.measured()))
        .toList();
  }

  private Stream<Asked> peers() {
    return Stream.of(
        new Asked("1 caller: p50, times grpc-bidi's", AT_MOST, 1.3, overPeer(P50, GRPC_BIDI, 1)),
        new Asked("8 callers: times grpc-unary's rate", AT_LEAST, 2, rateOver(GRPC_UNARY, 8)),
        new Asked("64 callers: times grpc-unary's rate", AT_LEAST, 4, rateOver(GRPC_UNARY, 64)),
        new Asked("64 callers: times hazelcast's rate", AT_LEAST, 20, rateOver(HAZELCAST, 64)),
        new Asked("512 callers: times grpc-unary's rate", AT_LEAST, 5, rateOver(GRPC_UNARY, 512)));
  }

  private Stream<Asked> limits() {
    return Stream.of(
        new Asked("64 callers: calls/s (aim)", AT_LEAST, 200_000, rate(CLOSURE, 64)),
        new Asked("512 callers: calls/s (aim)", AT_LEAST, 300_000, rate(CLOSURE, 512)),
        open("open loop at half of the best rate: p99.9 in us", CLOSURE),
        open("open loop at half of the best rate, TLS: p99.9 in us", CLOSURE_TLS));
  }

  private Asked open(String what, Series series) {
    return new Asked(what, AT_MOST, 10_000, figure(series, Row.OPEN, P999));
  }

  private Stream<Asked> closures() {
    return Stream.of(
        new Asked(
            "64 callers: two values captured, times lido-named's rate",
            AT_LEAST,
            0.7,
            rate(VALUES, 64) / rate(NAMED, 64)),
        tls(64),
        tls(512));
  }

  private Asked tls(int callers) {
    return new Asked(
        callers + " callers: TLS, times the rate without",
        AT_LEAST,
        0.85,
        rate(CLOSURE_TLS, callers) / rate(CLOSURE, callers));
  }

  private Stream<Asked> many() {
    return Stream.of(512, MANY)
        .map(
            callers ->
                new Asked(
                    "%,d callers: times the rate of 64".formatted(callers),
                    AT_LEAST,
                    1,
                    rate(CLOSURE, callers) / rate(CLOSURE, 64)));
  }

  /** Frames are full where there are many callers; "a few hundred bytes" is taken as 500. */
  private Stream<Asked> cost() {
    return Stream.of(
        new Asked(
            "512 callers: bytes on the wire, call and result",
            AT_MOST,
            100,
            figure(CLOSURE, 512, WIRE_BYTES)),
        new Asked(
            "64 callers: bytes allocated by the caller",
            AT_MOST,
            500,
            figure(CLOSURE, 64, CALLER_BYTES)),
        new Asked(
            "64 callers: bytes allocated by the worker",
            AT_MOST,
            500,
            figure(CLOSURE, 64, WORKER_BYTES)));
  }

  private double rateOver(Subject peer, int callers) {
    return overPeer(PER_SECOND, peer, callers);
  }

  private double overPeer(Figure figure, Subject peer, int callers) {
    return figure(CLOSURE, callers, figure)
        / figure(new Series(peer, EMPTY, false), callers, figure);
  }

  private double rate(Series series, int callers) {
    return figure(series, callers, PER_SECOND);
  }

  private double figure(Series series, int callers, Figure figure) {
    return rows.stream()
        .filter(row -> row.callers() == callers && row.series().equals(series))
        .mapToDouble(row -> row.figure(figure))
        .findFirst()
        .orElse(Double.NaN);
  }
}
