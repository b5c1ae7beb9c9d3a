package dev.lido.client.internal.group;

import dev.lido.client.internal.call.Background;
import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.internal.placement.WorkerSlots;
import dev.lido.client.internal.stream.Connection;
import dev.lido.client.internal.stream.Receiver;
import dev.lido.client.internal.stream.Transport;
import dev.lido.protocol.message.FromWorker;
import dev.lido.protocol.stream.PartAssembler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection to every worker that is listed; and to one that is not, as long as it lasts.
 *
 * <p>All methods but {@link #open} are called under the group's lock.
 */
final class Peers {

  private static final Logger LOG = System.getLogger("dev.lido.client");

  private final Identity identity;
  private final Transport transport;
  private final Duration connectTimeout;
  private final Group group;
  private final Map<WorkerAddress, Peer> peers = new LinkedHashMap<>();
  private boolean news = true;
  private boolean known;
  private boolean closed;

  Peers(Identity identity, Transport transport, Duration connectTimeout, Group group) {
    this.identity = identity;
    this.transport = transport;
    this.connectTimeout = connectTimeout;
    this.group = group;
  }

  /** Tells whether workers may be about to join. */
  boolean settling() {
    return !known || peers.values().stream().anyMatch(peer -> peer.untried);
  }

  /** Tells whether workers have come, gone or answered since this was asked last. */
  boolean takeNews() {
    boolean had = news;
    news = false;
    return had;
  }

  /** Tells whether a worker is connected, or may be again. */
  boolean mayHave(String worker) {
    return peers.values().stream()
        .anyMatch(peer -> peer.worker == null || peer.worker.equals(worker));
  }

  void list(Set<WorkerAddress> ready) {
    news = true;
    known = true;
    for (WorkerAddress address : ready) {
      Peer peer = peers.computeIfAbsent(address, Peer::new);
      peer.listed = true;
      if (peer.connection == null) {
        peer.backoff.reset();
        attempt(peer, Duration.ZERO);
      }
    }
    for (Peer peer : List.copyOf(peers.values())) {
      if (!ready.contains(peer.address)) {
        unlist(peer);
      }
    }
  }

  private void unlist(Peer peer) {
    peer.listed = false;
    if (peer.connection == null) {
      forget(peer);
    }
  }

  private void forget(Peer peer) {
    cancelAttempt(peer);
    peers.remove(peer.address);
  }

  private static void cancelAttempt(Peer peer) {
    if (peer.attempt != null) {
      peer.attempt.cancel(false);
      peer.attempt = null;
    }
  }

  private void attempt(Peer peer, Duration delay) {
    if (!closed) {
      cancelAttempt(peer);
      peer.attempt =
          Background.TIMER.schedule(() -> open(peer), delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Connects; without the lock, as making a channel takes its time. */
  private void open(Peer peer) {
    PeerReceiver receiver = new PeerReceiver(peer);
    Connection connection = transport.connect(peer.address, receiver);
    receiver.connection = connection;
    boolean wanted = group.locked(() -> attach(peer, connection));
    if (wanted) {
      connection.start();
      Background.later(connectTimeout, () -> giveUpSilent(peer, connection));
    } else {
      connection.close();
    }
  }

  private boolean attach(Peer peer, Connection connection) {
    boolean wanted = !closed && peer.connection == null && peers.get(peer.address) == peer;
    if (wanted) {
      peer.connection = connection;
      peer.attempt = null;
    }
    return wanted;
  }

  private void giveUpSilent(Peer peer, Connection connection) {
    boolean silent =
        group.locked(() -> connection.equals(peer.connection) && peer.slots == null && !closed);
    if (silent) {
      connection.awaitEnd(Duration.ZERO);
    }
  }

  /** Returns why a listed worker is not connected; empty if there is nothing to tell. */
  String trouble() {
    return peers.values().stream()
        .filter(peer -> peer.listed && peer.slots == null && !peer.trouble.isEmpty())
        .findFirst()
        .map(peer -> "the worker at " + peer.address + " cannot be used: " + peer.trouble)
        .orElse("");
  }

  /** A worker has said hello. */
  void welcome(Peer peer, WorkerSlots slots) {
    news = true;
    peer.slots = slots;
    peer.untried = false;
    peer.warned = false;
    peer.trouble = "";
    peer.parts = new PartAssembler();
    peer.backoff.reset();
  }

  /** A worker that is none of this pool: it is left alone, and asked again now and then. */
  void reject(Peer peer, String objection) {
    news = true;
    peer.untried = false;
    peer.backoff.longest();
    peer.objection = objection;
    warnOnce(peer, objection);
    Connection connection = peer.connection;
    if (connection != null) {
      connection.close();
    }
  }

  private void warnOnce(Peer peer, String objection) {
    if (!peer.warned) {
      peer.warned = true;
      LOG.log(
          Level.WARNING,
          "pool {0}: the worker at {1} is not used: {2}",
          identity,
          peer.address,
          objection);
    }
  }

  void ended(Peer peer, Receiver.End end) {
    news = true;
    peer.connection = null;
    peer.slots = null;
    peer.untried = false;
    LOG.log(Level.DEBUG, "pool {0}: {1} disconnected: {2}", identity, peer.address, end.reason());
    peer.trouble = peer.objection == null ? end.reason() : peer.objection;
    peer.objection = null;
    if (end.refused()) {
      peer.backoff.longest();
      peer.worker = "";
      warnOnce(peer, end.reason());
    }
    if (peer.listed) {
      attempt(peer, peer.backoff.next());
    } else {
      forget(peer);
    }
  }

  /** Ends all connections; returns those that are still to be waited for. */
  List<Connection> close() {
    closed = true;
    List<Connection> open = new ArrayList<>();
    for (Peer peer : peers.values()) {
      cancelAttempt(peer);
      if (peer.connection != null) {
        open.add(peer.connection);
      }
    }
    return open;
  }

  /** Passes on what comes over the present connection of a peer. */
  private final class PeerReceiver implements Receiver {

    private final Peer peer;
    private volatile @Nullable Connection connection;

    PeerReceiver(Peer peer) {
      this.peer = peer;
    }

    @Override
    public void received(List<FromWorker> frame) {
      group.received(peer, connection, frame);
    }

    @Override
    public void ended(End how) {
      group.ended(peer, connection, how);
    }
  }
}
