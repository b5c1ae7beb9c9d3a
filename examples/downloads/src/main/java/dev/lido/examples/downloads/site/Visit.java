package dev.lido.examples.downloads.site;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A request that is let in. It is counted out exactly once: before the client can have read the
 * answer's last byte, or when the client goes.
 */
final class Visit {

  private final HttpServerRequest request;
  private final Content.Item item;
  private final Fate fate;
  private final Turnstile turnstile;
  private final long since;
  private boolean over;

  Visit(HttpServerRequest request, Content.Item item, Fate fate, Turnstile turnstile, long since) {
    this.request = request;
    this.item = item;
    this.fate = fate;
    this.turnstile = turnstile;
    this.since = since;
  }

  /** Starts the delay, at the end of which the request meets its fate. */
  void start(Vertx vertx) {
    if (fate.outcome() == Fate.Outcome.HUNG) {
      request.response().closeHandler(closed -> finish());
      return;
    }
    long timer = vertx.setTimer(fate.delay().toMillis(), due -> answer());
    request
        .response()
        .closeHandler(
            closed -> {
              vertx.cancelTimer(timer);
              abandon();
            });
  }

  private void answer() {
    if (!finish()) {
      return;
    }
    HttpServerResponse response = request.response();
    switch (fate.outcome()) {
      case SERVED -> response.putHeader("Content-Type", item.type()).end(body());
      case FAILED -> response.setStatusCode(500).end("Something went wrong: try again\n");
      case CUT -> cut(response);
      case HUNG -> throw new AssertionError("a hung request has no answer");
    }
  }

  private void cut(HttpServerResponse response) {
    response
        .putHeader("Content-Length", String.valueOf(item.bytes().length))
        .write(body().slice(0, item.bytes().length / 2))
        .onComplete(written -> request.connection().close());
  }

  private Buffer body() {
    return Buffer.buffer(item.bytes());
  }

  private boolean finish() {
    if (over) {
      return false;
    }
    over = true;
    turnstile.leave(since, fate.outcome());
    return true;
  }

  private void abandon() {
    if (!over) {
      over = true;
      turnstile.abandon(since);
    }
  }
}
