package dev.lido.client.internal.stream;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The event loops of all connections of this process. They are few: the busier a loop is, the more
 * messages go in a frame. Each is a group of its own, so that what belongs to a connection can be run
 * on its loop.
 */
final class EventLoops {

  /** Cores for each loop: a loop moves some hundred thousand messages a second. */
  private static final int CORES_EACH = 4;

  private static final int MOST = 4;
  private static final boolean NATIVE = Epoll.isAvailable();
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final List<EventLoopGroup> LOOPS = loops();

  private EventLoops() {}

  private static List<EventLoopGroup> loops() {
    int cores = Runtime.getRuntime().availableProcessors();
    int count = Math.clamp(cores / CORES_EACH, 1, MOST);
    ThreadFactory threads =
        Thread.ofPlatform()
            .daemon()
            .name("lido-caller-", 0)
            .inheritInheritableThreadLocals(false)
            .factory();
    return IntStream.range(0, count)
        .<EventLoopGroup>mapToObj(
            i -> new MultiThreadIoEventLoopGroup(1, threads, handlerFactory()))
        .toList();
  }

  private static IoHandlerFactory handlerFactory() {
    return NATIVE ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  /** Returns a group of one loop, in turn. */
  static EventLoopGroup next() {
    return LOOPS.get(Math.floorMod(NEXT.getAndIncrement(), LOOPS.size()));
  }

  /** Returns the channels that the loops serve. */
  static Class<? extends Channel> channelType() {
    return NATIVE ? EpollSocketChannel.class : NioSocketChannel.class;
  }
}
