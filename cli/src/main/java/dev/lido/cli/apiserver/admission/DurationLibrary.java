package dev.lido.cli.apiserver.admission;

import dev.lido.crds.v1alpha1.Durations;
import java.util.List;
import org.projectnessie.cel.EnvOption;
import org.projectnessie.cel.Library;
import org.projectnessie.cel.ProgramOption;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.common.types.DurationT;
import org.projectnessie.cel.common.types.Err;
import org.projectnessie.cel.common.types.ref.Val;
import org.projectnessie.cel.interpreter.functions.Overload;

/**
 * CEL's {@code duration} as an API server has it: of {@code 500ms}, {@code 30s} and {@code 1h30m},
 * where cel-java reads seconds alone.
 */
final class DurationLibrary implements Library {

  private static final String FUNCTION = "kubernetesDuration";

  /** Returns the expression with {@code duration} replaced by this library's. */
  static String rewrite(String expression) {
    return expression.replaceAll("\\bduration\\(", FUNCTION + "(");
  }

  @Override
  public List<EnvOption> getCompileOptions() {
    return List.of(
        EnvOption.declarations(
            Decls.newFunction(
                FUNCTION,
                Decls.newOverload("kubernetes_duration", List.of(Decls.String), Decls.Duration))));
  }

  @Override
  public List<ProgramOption> getProgramOptions() {
    return List.of(ProgramOption.functions(Overload.unary(FUNCTION, DurationLibrary::parse)));
  }

  private static Val parse(Val text) {
    try {
      return DurationT.durationOf(Durations.parse(String.valueOf(text.value())));
    } catch (IllegalArgumentException bad) {
      return Err.newErr(bad, "%s", bad.getMessage());
    }
  }
}
