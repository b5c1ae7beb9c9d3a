package dev.lido.operator.simulation;

import dev.lido.operator.apply.Parallel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Does requests one by one, in any order: what is said to be parallel may happen so. */
final class Sequential implements Parallel {

  private long order;

  void shuffle(long next) {
    order = next;
  }

  @Override
  public <I, O> List<O> map(Collection<I> inputs, Function<I, O> request) {
    List<I> all = List.copyOf(inputs);
    List<Integer> turns = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
    Collections.shuffle(turns, new Random(order));
    List<O> answers = new ArrayList<>(Collections.nCopies(all.size(), null));
    turns.forEach(turn -> answers.set(turn, request.apply(all.get(turn))));
    return answers;
  }
}
