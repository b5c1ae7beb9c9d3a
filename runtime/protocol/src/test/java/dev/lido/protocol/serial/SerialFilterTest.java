package dev.lido.protocol.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.BadAttributeValueExpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialFilterTest {

  private static final String GADGET = "javax.management.BadAttributeValueExpException";

  @Test
  void shouldReadWhatPeopleSend() throws Exception {
    Map<Integer, List<String>> map = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      map.put(i, List.of("a", "b"));
    }

    assertThat(read("", map)).isEqualTo(map);
    assertThat(read("", new byte[10_000_000])).isInstanceOf(byte[].class);
  }

  @Test
  void shouldNameTheClassThatIsKnownForAttacksAndHowToAllowIt() throws Exception {
    Object gadget = List.of(new BadAttributeValueExpException("x"));

    assertThatThrownBy(() -> read("", gadget))
        .isInstanceOf(RefusedObjectException.class)
        .hasMessageContaining("the class " + GADGET + " is known to be used in attacks")
        .hasMessageContaining("LIDO_SERIAL_FILTER=" + GADGET);
    assertThatCode(() -> read(GADGET, gadget)).doesNotThrowAnyException();
    assertThatCode(() -> read("maxrefs=1000;javax.management.*", gadget))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseWhatTheEnvironmentRefuses() {
    assertThatThrownBy(() -> read("!java.util.HashMap", new HashMap<>()))
        .isInstanceOf(RefusedObjectException.class)
        .hasMessageContaining("LIDO_SERIAL_FILTER refuses the class java.util.HashMap");
  }

  @ParameterizedTest
  @CsvSource({
    "maxdepth=100,nested deeper than 100",
    "maxdepth=1,nested deeper than 1",
    "maxdepth=9999;maxrefs=100,more objects than 100",
    "maxdepth=9999;maxbytes=1000,more bytes than 1000",
    "maxdepth=9999;maxarray=0,more elements than 0"
  })
  void shouldNameTheLimitThatIsPassedAndHowToRaiseIt(String filter, String what) {
    Object[] nest = {};
    for (int i = 0; i < 200; i++) {
      nest = new Object[] {nest};
    }
    Object deep = nest;

    assertThatThrownBy(() -> read(filter, deep))
        .isInstanceOf(RefusedObjectException.class)
        .hasMessageContainingAll(what, "LIDO_SERIAL_FILTER=max");
  }

  @ParameterizedTest
  @CsvSource({"maxdeep=3,maxdeep=3", "maxdepth=many,many"})
  void shouldSayWhatIsWrongInAFilter(String filter, String what) {
    assertThatThrownBy(() -> SerialFilter.of(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what);
  }

  private static Object read(String filter, Object object)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    byte[] all = bytes.toByteArray();
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(all))) {
      return SerialFilter.of(filter).read(in, all.length);
    }
  }
}
