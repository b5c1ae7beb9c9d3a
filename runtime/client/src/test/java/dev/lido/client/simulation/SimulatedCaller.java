package dev.lido.client.simulation;

import dev.lido.client.internal.placement.Link;
import dev.lido.client.internal.placement.Placer;
import dev.lido.client.simulation.Traffic.Arrival;
import java.util.function.Consumer;

/** A caller around its real placer. */
final class SimulatedCaller {

  private final Placer placer;

  SimulatedCaller(Placer placer) {
    this.placer = placer;
  }

  void submit(Arrival arrival) {
    hears(now -> now.submit(new SimulatedCall(arrival)));
  }

  /** Does something to the placer, and then sends what it left to send, as its owner does. */
  void hears(Consumer<Placer> news) {
    news.accept(placer);
    placer.takeWritten().forEach(Link::flush);
  }
}
