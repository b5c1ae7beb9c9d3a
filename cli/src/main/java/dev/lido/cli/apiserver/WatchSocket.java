package dev.lido.cli.apiserver;

import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.function.Consumer;

/** The socket of one watch. */
final class WatchSocket extends WebSocketListener {

  private final Consumer<WebSocket> opened;
  private final Consumer<WebSocket> closed;

  WatchSocket(Consumer<WebSocket> opened, Consumer<WebSocket> closed) {
    this.opened = opened;
    this.closed = closed;
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    opened.accept(webSocket);
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    closed.accept(webSocket);
    webSocket.close(code, reason);
  }

  @Override
  public void onClosed(WebSocket webSocket, int code, String reason) {
    closed.accept(webSocket);
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable error, Response response) {
    closed.accept(webSocket);
  }
}
