package dev.lido.examples.downloads.site;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What a site has counted since it started.
 *
 * @param served requests that it answered as asked
 * @param rejected requests that it answered with 503, because so many others were in flight
 * @param failed requests that it answered with 500 or with half an answer
 * @param hung requests that it let hang until the client went
 * @param gone requests whose client went before the answer was due
 * @param inFlight requests that it has now
 * @param peak the most that it ever had at once
 * @param busy the time in flight of all requests but the rejected ones, summed up
 */
public record SiteStats(
    long served,
    long rejected,
    long failed,
    long hung,
    long gone,
    int inFlight,
    int peak,
    Duration busy) {

  /** Returns these numbers as a JSON object. */
  String toJson() {
    return new JsonObject()
        .put("served", served)
        .put("rejected", rejected)
        .put("failed", failed)
        .put("hung", hung)
        .put("gone", gone)
        .put("inFlight", inFlight)
        .put("peak", peak)
        .put("busyNanos", busy.toNanos())
        .encodePrettily();
  }

  /** Reads what a site answers at {@code /stats}. */
  public static SiteStats parse(String json) {
    JsonObject stats = new JsonObject(json);
    return new SiteStats(
        stats.getLong("served"),
        stats.getLong("rejected"),
        stats.getLong("failed"),
        stats.getLong("hung"),
        stats.getLong("gone"),
        stats.getInteger("inFlight"),
        stats.getInteger("peak"),
        Duration.ofNanos(stats.getLong("busyNanos")));
  }
}
