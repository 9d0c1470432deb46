/// The bytes of a document and the records over them, shared by all its nodes and never changed.
final class JSONTree: Sendable {
  let bytes: [UInt8]
  let records: [JSONRecord]
  /// How much the reader could say about the text being canonical.
  let form: Form

  enum Form {
    /// The text is its own canonical form.
    case canonical
    /// It is, if the numbers with a fraction, an exponent or many digits are.
    case canonicalUpToNumbers
    /// White space, order of names or escapes differ.
    case other
  }

  init(bytes: [UInt8], records: [JSONRecord], form: Form) {
    self.bytes = bytes
    self.records = records
    self.form = form
  }
}
