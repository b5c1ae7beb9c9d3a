package dev.lido.operator.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lido.operator.observe.History.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The annotation that a {@link History} is kept in; times are milliseconds since the epoch. */
public final class HistoryJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Document(long ends, List<Entry> recent, @Nullable String lastExit) {}

  private record Entry(long at, int level, long until) {}

  private HistoryJson() {}

  /** Writes a history. */
  public static String write(History history) {
    List<Entry> recent =
        history.recent().stream()
            .map(m -> new Entry(m.at().toEpochMilli(), m.level(), m.until().toEpochMilli()))
            .toList();
    try {
      return JSON.writeValueAsString(
          new Document(history.ends(), recent, history.lastExit().orElse(null)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Numbers and texts are always JSON", impossible);
    }
  }

  /** Reads a history; one that is missing, or that somebody spoilt, counts as none. */
  public static History read(@Nullable String text) {
    if (text == null) {
      return History.NONE;
    }
    try {
      Document document = JSON.readValue(text, Document.class);
      return new History(
          document.ends(),
          document.recent().stream().map(HistoryJson::mark).toList(),
          Optional.ofNullable(document.lastExit()));
    } catch (JsonProcessingException | NullPointerException spoilt) {
      return History.NONE;
    }
  }

  private static Mark mark(Entry entry) {
    return new Mark(
        Instant.ofEpochMilli(entry.at()), entry.level(), Instant.ofEpochMilli(entry.until()));
  }
}
