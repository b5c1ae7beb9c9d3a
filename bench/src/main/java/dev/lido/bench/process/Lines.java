package dev.lido.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The process's side of {@link JavaProcess}: answers lines until there are no more. */
public final class Lines {

  private final PrintStream answers;

  private Lines(PrintStream answers) {
    this.answers = answers;
  }

  /** Takes the standard output for answers alone; what else is printed goes to the errors. */
  public static Lines take() {
    PrintStream answers = System.out;
    System.setOut(System.err);
    return new Lines(answers);
  }

  /** What a process does with a line. */
  @FunctionalInterface
  public interface Answer {
    /** Returns the answer to a line. */
    String to(String line) throws Exception;
  }

  /** Says that it is ready, and answers until the standard input ends; then ends the process. */
  public void serve(Answer answer) throws IOException {
    answers.println("ready");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    while ((line = lines.readLine()) != null) {
      answers.println(answerTo(line, answer));
    }
    Runtime.getRuntime().halt(0);
  }

  private static String answerTo(String line, Answer answer) {
    try {
      return answer.to(line);
    } catch (Exception e) {
      e.printStackTrace();
      return "error: " + String.valueOf(e).replace('\n', ' ');
    }
  }
}
