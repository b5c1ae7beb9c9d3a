package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What the API server holds. All its methods are called with the API server's lock held. */
interface Objects {

  Optional<ObjectNode> find(ResourcePath path);

  /** Returns what is in a collection and is selected, in the order of creation. */
  List<ObjectNode> list(ResourcePath path, Selector selector);

  /** Creates an object that has a name, and returns it with the metadata that it got. */
  ObjectNode create(ResourcePath path, ObjectNode object);

  /** Puts {@code now} in place of what has its name; it gets a new resource version. */
  ObjectNode put(ResourcePath path, ObjectNode now);

  void remove(ResourcePath path);

  /** Returns the newest resource version. */
  long version();
}
