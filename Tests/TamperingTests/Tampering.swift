import Cryptography
import Fixtures
import LedgerSamples
import Pledges
import Testing

/// One way to tamper with a ledger, and what verification has to say about it.
struct Tampering: Sendable, CustomTestStringConvertible {
  /// What the intruder changes, given the contents and the sample they came from.
  typealias Change = @Sendable (inout LedgerFile, Chronicle) throws -> Void

  let name: String
  /// `code@entry`, entry by its name in the sample, with an offset where it is another one: `header.previous@submit+1`.
  let finds: [String]
  /// What `finds` is complete for; the findings of other families follow from the same change.
  let families: [String]
  let change: Change

  init(_ name: String, _ finds: String..., in families: [String]? = nil, _ change: @escaping Change) {
    self.name = name
    self.finds = finds
    self.families = families ?? ["header", "envelope", "statement", "signature", "key", "checkpoint", "rule", "text"]
    self.change = change
  }

  var testDescription: String { name }

  /// The codes with entries by number.
  func expected(in chronicle: Chronicle) throws -> [String] {
    try finds.map { text in
      let parts = text.split(separator: "@")
      let terms = parts[1].split(separator: "+")
      if terms[0] == "-" { return text }
      let base = terms[0] == "end" ? chronicle.size : try chronicle.place(String(terms[0]))
      return "\(parts[0])@\(base + (terms.count > 1 ? Int(terms[1]) ?? 0 : 0))"
    }.sorted()
  }
}

/// The sample that all tests tamper with copies of; written once.
enum Original {
  private static let made = Result { try Chronicle() }

  static func chronicle() throws -> Chronicle { try made.get() }

  /// A copy in a folder of its own.
  static func copy(in folder: TemporaryFolder) throws -> String {
    try folder.write(chronicle().bytes, to: "copy.db")
  }

  /// A copy with its contents changed.
  static func tampered(in folder: TemporaryFolder, _ changes: Tampering.Change...) throws -> String {
    let path = try copy(in: folder)
    var file = try chronicle().contents
    for change in changes { try change(&file, chronicle()) }
    try file.write(to: path)
    return path
  }
}
