package dev.lido.bench.peer;

import java.io.*;
import java.nio.file.*;

/** Serve: arg flags; lines "callers millis" or "-rate millis" are answered with figures. */
public final class AbMain {
  private AbMain() {}

  public static void main(String[] args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((t, e) -> { e.printStackTrace(); Runtime.getRuntime().halt(1); });
    PrintStream out = System.out;
    System.setOut(System.err);
    String v = args[0];
    Subject sub = v.equals("@frames") ? Subject.GRPC_FRAMES : v.equals("@unary") ? Subject.GRPC_UNARY : v.equals("@bidi") ? Subject.GRPC_BIDI : Subject.LIDO_CLOSURE;
    Fleet s = new Fleet(Files.createTempDirectory("ab"), v.startsWith("@") || v.equals("-") ? "" : v);
    Series series = new Series(sub, Workload.EMPTY, false);
    s.start(series);
    s.measure(series.closed(1, 0.2));
    out.println("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String l; (l = in.readLine()) != null; ) {
      String[] p = l.split(" ");
      double c = Double.parseDouble(p[0]); double secs = Double.parseDouble(p[1]) / 1000;
      Figures f = s.measure(c > 0 ? series.closed((int) c, secs) : series.open(-c, secs));
      out.printf("%f %f %f %f %f %f %f %f%n", f.perSecond(), f.p50(), f.p99(), f.caller().bytes(), f.servers().bytes(), f.caller().cpuMicros(), f.servers().cpuMicros(), f.p999());
    }
    s.close();
    Runtime.getRuntime().halt(0);
  }
}
