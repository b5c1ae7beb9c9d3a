package dev.lido.cli.apiserver.admission;

/**
 * One thing that is wrong with an object, in the words of a real API server.
 *
 * @param field the path of the field, such as {@code spec.partitions}
 * @param reason the machine's word for it, such as {@code FieldValueInvalid}
 * @param message the sentence for people
 */
public record Problem(String field, String reason, String message) {

  static Problem invalid(String field, String value, String why) {
    return new Problem(field, "FieldValueInvalid", "Invalid value: " + value + ": " + why);
  }

  static Problem wrongType(String field, String found, String wanted) {
    return new Problem(
        field,
        "FieldValueTypeInvalid",
        "Invalid value: \""
            + found
            + "\": "
            + field
            + " in body must be of type "
            + wanted
            + ": \""
            + found
            + "\"");
  }

  static Problem required(String field) {
    return new Problem(field, "FieldValueRequired", "Required value");
  }

  static Problem unsupported(String field, String value, String supported) {
    return new Problem(
        field,
        "FieldValueNotSupported",
        "Unsupported value: " + value + ": supported values: " + supported);
  }

  static Problem tooMany(String field, int found, int most) {
    return new Problem(
        field,
        "FieldValueTooMany",
        "Too many: " + found + ": must have at most " + most + " items");
  }

  static Problem duplicate(String field, String value) {
    return new Problem(field, "FieldValueDuplicate", "Duplicate value: " + value);
  }
}
