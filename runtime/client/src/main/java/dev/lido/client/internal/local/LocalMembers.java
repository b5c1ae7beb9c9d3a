package dev.lido.client.internal.local;

import dev.lido.client.LocalSettings;
import dev.lido.client.internal.call.CallSettings;
import dev.lido.client.internal.members.MemberSource;
import dev.lido.client.internal.members.WorkerAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** Tells of workers in this process, all of which are there from the beginning. */
public record LocalMembers(LocalSettings settings) implements MemberSource {

  @Override
  public void start(Listener listener) {
    listener.settings(
        new CallSettings(
            settings.partitions(),
            settings.taskTimeout(),
            settings.queueLimit(),
            settings.queueTimeout()));
    Set<WorkerAddress> all = new LinkedHashSet<>();
    for (int i = 0; i < settings.replicas(); i++) {
      all.add(new WorkerAddress("local", i));
    }
    listener.members(all);
  }

  @Override
  public void close() {}
}
