package dev.lido.bench.peer;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.lido.bench.process.Lines;
import java.io.IOException;
import java.util.List;

/** A Hazelcast member; its arguments are the ports of those before it. */
public final class HazelcastServerMain {

  static final String CLUSTER = "lido-bench";
  static final String EXECUTOR = "bench";

  /** As many at once as a Lido worker of the benchmark runs. */
  private static final int THREADS = 64;

  private HazelcastServerMain() {}

  /** Serves until the standard input ends. */
  public static void main(String[] args) throws IOException {
    Lines lines = Lines.take();
    Config config = new Config().setClusterName(CLUSTER);
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "none");
    config.getExecutorConfig(EXECUTOR).setPoolSize(THREADS);
    config.getNetworkConfig().setPort(47_701).setPortAutoIncrement(true).setPortCount(1_000);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    var join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig()
        .setEnabled(true)
        .setMembers(List.of(args).stream().map(port -> "127.0.0.1:" + port).toList());
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    int port = member.getCluster().getLocalMember().getAddress().getPort();
    lines.serve(line -> Talk.answer(line, port));
  }
}
