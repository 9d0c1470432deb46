extension Harness {
  /// All harnesses, in the order in which they run.
  static let all: [Harness] =
    texts + envelopes + statements + notes + trees + keys + publications + records + registers + services

  /// The harness of a name.
  static func named(_ name: String) -> Harness? {
    all.first { $0.name.utf8.elementsEqual(name.utf8) }
  }
}
