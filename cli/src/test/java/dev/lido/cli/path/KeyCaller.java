package dev.lido.cli.path;

import dev.lido.client.Pool;
import dev.lido.client.Pools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A caller process that asks where its keys go. */
final class KeyCaller {

  private KeyCaller() {}

  /** Runs the process, and returns what it printed: a line for each key. */
  static String run(Path kubeconfig, String pool, List<String> keys) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KeyCaller.class.getName(), pool));
    command.addAll(keys);
    return JavaProcess.output(command, kubeconfig);
  }

  /** Prints each key and the partition that it goes to. */
  public static void main(String[] args) throws IOException {
    try (Pools pools = Pools.connect()) {
      Pool pool = pools.pool(args[0]);
      for (String key : List.of(args).subList(1, args.length)) {
        System.out.println(key + " " + pool.partition(key).call(Work::partition));
      }
    }
  }
}
