internal import Cryptography
internal import Pledges

/// Where words stand in the table of texts: the number of their entry, and behind it which of the entry's they are.
///
/// One number for both, so that the rows of an entry are found without an index, and new ones come last.
enum TextPlace {
  /// How many binary digits tell the words of an entry apart.
  static let bits = 12
  /// The most words that an entry can have here; a statement has half as many. // Format §2
  static let count = 1 << bits

  /// The place of an entry's first words; for an entry of a size that a ledger takes.
  static func first(of index: EntryIndex) -> Int64 {
    Int64(index.rawValue) << bits
  }

  /// The places of an entry's words; nil for an index that no ledger has.
  static func all(of index: EntryIndex) -> ClosedRange<Int64>? {
    guard index.rawValue < LedgerBatch.mostEntries else { return nil }
    return first(of: index)...first(of: index) + Int64(count - 1)
  }

  /// The entry of a place; nil where no entry can be.
  static func entry(_ place: Int64) -> EntryIndex? {
    UInt64(exactly: place).map { EntryIndex($0 >> bits) }
  }
}

/// A row of the table of texts, believed in nothing.
struct TextRow {
  let place: Int64?
  let digest: Digest?
  /// Nil for what is not bytes.
  let bytes: [UInt8]?

  static let columns = "SELECT place, digest, bytes FROM text"

  /// Reads a row of these columns.
  init(_ row: borrowing Statement) {
    place = row.integer(0)
    digest = row.digest(1)
    bytes = row.blob(2)
  }

  /// Whether these are the zeros that a removal leaves.
  static func isEmptied(_ bytes: [UInt8]) -> Bool {
    bytes.first == 0 && bytes.allSatisfy { $0 == 0 }
  }
}

/// The words beside one envelope.
struct StoredTexts {
  private(set) var bytes: [[UInt8]] = []
  /// What the column beside each says that it hashes to.
  private(set) var digests: [Digest] = []

  /// Takes a row in at its place in the order of digests; one without words adds none, and why a row holds none is for the
  /// structural check to say.
  mutating func add(_ row: TextRow) {
    guard let digest = row.digest, let words = row.bytes, !TextRow.isEmptied(words) else { return }
    var place = digests.count
    while place > 0, digest < digests[place - 1] { place -= 1 }
    bytes.insert(words, at: place)
    digests.insert(digest, at: place)
  }
}

/// Reads the words of one entry after the other, beside a scan of the entries.
struct TextScan: ~Copyable {
  private var rows: Statement
  /// The row that was read and not taken; nil behind the last.
  private var next: TextRow?
  /// Whether `rows` has been told where to begin.
  private var isUnderWay = false

  init(on connection: Connection) throws(StorageError) {
    rows = try Statement("\(TextRow.columns) WHERE place >= ? ORDER BY place", on: connection)
  }

  /// The words of an entry behind those that were asked for before; nil where they cannot be read.
  ///
  /// One damaged page is no reason to lose sight of the entries: the words of the next one are looked for anew.
  mutating func texts(of index: EntryIndex) throws(StorageError) -> StoredTexts? {
    do {
      return try read(index)
    } catch {
      guard error.tellsOfDamage else { throw error }
      isUnderWay = false
      return nil
    }
  }

  private mutating func read(_ index: EntryIndex) throws(StorageError) -> StoredTexts {
    var found = StoredTexts()
    guard let places = TextPlace.all(of: index) else { return found }
    if !isUnderWay {
      rows.reset()
      try rows.bind(places.lowerBound, at: 1)
      try advance()
      isUnderWay = true
    }
    while let row = next, let place = row.place, place <= places.upperBound {
      if place >= places.lowerBound { found.add(row) }
      try advance()
    }
    return found
  }

  private mutating func advance() throws(StorageError) {
    next = try rows.step() ? TextRow(rows) : nil
  }
}
