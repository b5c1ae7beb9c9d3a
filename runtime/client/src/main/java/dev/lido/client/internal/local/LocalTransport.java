package dev.lido.client.internal.local;

import dev.lido.client.LocalSettings;
import dev.lido.client.internal.group.Identity;
import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.internal.stream.Connection;
import dev.lido.client.internal.stream.Receiver;
import dev.lido.client.internal.stream.Transport;
import dev.lido.protocol.stream.ProtocolVersion;
import dev.lido.protocol.v1.WorkerHello;

/** Connects to workers in this process, which begin with the connection. */
public record LocalTransport(Identity identity, LocalSettings settings) implements Transport {

  @Override
  public Connection connect(WorkerAddress address, Receiver receiver) {
    int partition = address.port() % settings.partitions();
    WorkerHello hello =
        WorkerHello.newBuilder()
            .setVersion(ProtocolVersion.CURRENT)
            .setNamespace(identity.namespace())
            .setPool(identity.name())
            .setPartition(partition)
            .setWorker("local-%d-%d".formatted(partition, address.port() / settings.partitions()))
            .setMaxConcurrency(settings.maxConcurrency())
            .setPid(ProcessHandle.current().pid())
            .build();
    return new LocalWorker(hello, settings.handlers(), new Outbox(receiver));
  }
}
