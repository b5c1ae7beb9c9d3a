package dev.lido.worker.wire;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;

/** Listens, and has each connection that is made watched for what goes wrong with it. */
final class GuardedServerChannel extends NioServerSocketChannel {

  @Override
  protected int doReadMessages(List<Object> connections) throws Exception {
    int before = connections.size();
    int made = super.doReadMessages(connections);
    for (Object connection : connections.subList(before, connections.size())) {
      if (connection instanceof Channel channel) {
        channel.pipeline().addFirst(new ConnectionWatch());
      }
    }
    return made;
  }
}
