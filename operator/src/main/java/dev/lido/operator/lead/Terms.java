package dev.lido.operator.lead;

import java.time.Duration;

/**
 * How the time of a Lease is divided, so that all that a leader did has ended before another leads.
 *
 * @param lease how long a Lease holds after it was renewed, as written in it
 */
record Terms(Duration lease) {

  /** How often a standby looks, and how long a leader waits after a renewal that failed. */
  Duration look() {
    return lease.dividedBy(15);
  }

  /** How often a leader renews. */
  Duration renew() {
    return look().multipliedBy(2);
  }

  /** When, after a renewal was sent, all writes have ended that were sent by virtue of it. */
  Duration end() {
    return look().multipliedBy(12);
  }

  /** A write is sent only if it has at least this time before the end. */
  Duration least() {
    return look().multipliedBy(3);
  }

  /** How long a standby must have seen the Lease unchanged before it takes the lead. */
  Duration patience() {
    return look().multipliedBy(13);
  }
}
