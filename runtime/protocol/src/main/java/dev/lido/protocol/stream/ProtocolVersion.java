package dev.lido.protocol.stream;

import dev.lido.protocol.v1.Version;

/** The version of the wire that this code speaks, and which others it can work with. */
public final class ProtocolVersion {

  /** The version of this code. */
  public static final Version CURRENT = Version.newBuilder().setMajor(1).setMinor(2).build();

  private ProtocolVersion() {}

  /** Tells whether this code works together with a peer of that version. */
  public static boolean worksWith(Version peer) {
    return peer.getMajor() == CURRENT.getMajor()
        && Math.abs(peer.getMinor() - CURRENT.getMinor()) <= 1;
  }

  /** Returns a version as people write it. */
  public static String text(Version version) {
    return version.getMajor() + "." + version.getMinor();
  }
}
