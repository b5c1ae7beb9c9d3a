package dev.lido.worker.wire;

import java.util.List;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Makes of what gRPC logs of callers that send nonsense, or go in the middle of something, one line
 * without a stack trace. For a process that is a worker and nothing else.
 */
public final class GrpcLogs {

  private static final String CONNECTIONS = "io.grpc.netty.shaded.io.grpc.netty.";

  /* Held: the JVM forgets loggers that nobody holds. */
  private static final List<Logger> LOGGERS =
      List.of(
          Logger.getLogger(CONNECTIONS + "NettyServerHandler"),
          Logger.getLogger(CONNECTIONS + "NettyServerStream"),
          Logger.getLogger(CONNECTIONS + "NettyServerTransport.connections"));

  private GrpcLogs() {}

  /** Begins with it, for the life of the process. */
  public static void shorten() {
    LOGGERS.forEach(logger -> logger.setFilter(GrpcLogs::shortened));
  }

  private static boolean shortened(LogRecord logged) {
    Throwable thrown = logged.getThrown();
    if (thrown != null) {
      logged.setThrown(null);
      logged.setMessage(
          "a caller's stream was closed: "
              + String.valueOf(thrown.getMessage()).lines().findFirst().orElse(""));
      logged.setParameters(null);
    }
    return thrown == null || !isOrdinary(thrown);
  }

  /** A caller that has gone has no use for what was on its way. */
  private static boolean isOrdinary(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    return message.contains("Stream closed before write") || message.contains("onnection reset");
  }
}
