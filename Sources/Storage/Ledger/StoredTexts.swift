internal import Cryptography
internal import Pledges

/// A row of the table of texts, believed in nothing: the digests of an entry's words, and the words, a line each.
///
/// No disclosure has a line end in it, since it is canonical JSON. Words that were removed are a line of zeros.
struct TextRow {
  static let columns = "SELECT seq, digests, bytes FROM text"
  static let lineEnd = UInt8(ascii: "\n")

  let seq: Int64?
  /// Nil for what cannot be digests.
  let digests: [Digest]?
  /// Nil for what is not bytes.
  var lines: [[UInt8]]?

  /// Reads a row of these columns.
  init(_ row: borrowing Statement) {
    seq = row.integer(0)
    digests = row.digests(1)
    lines = row.lines(2)
  }

  /// Whether each digest has its line.
  var isPaired: Bool { digests != nil && digests?.count == lines?.count }

  /// Whether these are the zeros that a removal leaves.
  static func isEmptied(_ line: [UInt8]) -> Bool {
    line.first == 0 && line.allSatisfy { $0 == 0 }
  }

  /// Which of these digests have words here; where digests and lines do not belong together, all that are named.
  func held(of digests: Set<Digest>) -> [Digest] {
    guard let own = self.digests else { return [] }
    guard let lines, isPaired else { return own.filter { digests.contains($0) } }
    return own.indices.filter { digests.contains(own[$0]) && !TextRow.isEmptied(lines[$0]) }.map { own[$0] }
  }

  /// Overwrites the words of these digests.
  mutating func empty(_ digests: Set<Digest>) {
    guard let own = self.digests, let lines, isPaired else { return }
    self.lines = zip(own, lines).map { digest, line in
      digests.contains(digest) ? [UInt8](repeating: 0, count: line.count) : line
    }
  }

  /// The lines as they are stored.
  static func joined(_ lines: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines.reduce(lines.count) { $0 + $1.count })
    for (position, line) in lines.enumerated() {
      if position > 0 { bytes.append(lineEnd) }
      bytes.append(contentsOf: line)
    }
    return bytes
  }
}

/// The words beside one envelope.
struct StoredTexts {
  private(set) var bytes: [[UInt8]] = []
  /// What the column beside them says that each hashes to.
  private(set) var digests: [Digest] = []

  init() {}

  /// Those of a row, in ascending order of digest and without those that were removed; why a row holds none is for the
  /// structural check to say.
  init(_ row: TextRow) {
    guard let lines = row.lines, let own = row.digests else { return }
    guard row.isPaired else {
      // The digests are not those of the words, and whoever compares them finds it.
      (bytes, digests) = (lines.filter { !TextRow.isEmptied($0) }, own)
      return
    }
    bytes.reserveCapacity(lines.count)
    digests.reserveCapacity(lines.count)
    for (line, digest) in zip(lines, own) where !TextRow.isEmptied(line) {
      var place = digests.count
      while place > 0, digest < digests[place - 1] { place -= 1 }
      bytes.insert(line, at: place)
      digests.insert(digest, at: place)
    }
  }
}

/// Reads the words of one entry after the other, beside a scan of the entries.
struct TextScan: ~Copyable {
  private var rows: Statement
  private var row: Statement
  /// The row that was read and not taken; nil behind the last.
  private var next: TextRow?
  /// Whether `rows` stands behind `next`; if not it is told anew where to begin.
  private var isUnderWay = false

  init(on connection: Connection) throws(StorageError) {
    let rows = try Statement("\(TextRow.columns) WHERE seq >= ? ORDER BY seq", on: connection)
    let row = try Statement("\(TextRow.columns) WHERE seq = ?", on: connection)
    self.rows = rows
    self.row = row
  }

  /// The words of an entry behind those that were asked for before; nil where they cannot be read.
  ///
  /// One damaged page is no reason to lose sight of the words before and behind it: they are looked for by themselves.
  mutating func texts(of index: EntryIndex) throws(StorageError) -> StoredTexts? {
    let seq = Int64(clamping: index.rawValue)
    do {
      return try scanned(seq)
    } catch {
      guard error.tellsOfDamage else { throw error }
      isUnderWay = false
    }
    do {
      return try lookedUp(seq)
    } catch {
      guard error.tellsOfDamage else { throw error }
      return nil
    }
  }

  private mutating func scanned(_ seq: Int64) throws(StorageError) -> StoredTexts {
    if !isUnderWay {
      rows.reset()
      try rows.bind(seq, at: 1)
      try advance()
      isUnderWay = true
    }
    while let found = next, let place = found.seq, place <= seq {
      try advance()
      if place == seq { return StoredTexts(found) }
    }
    return StoredTexts()
  }

  private mutating func advance() throws(StorageError) {
    next = try rows.step() ? TextRow(rows) : nil
  }

  private mutating func lookedUp(_ seq: Int64) throws(StorageError) -> StoredTexts {
    defer { row.reset() }
    try row.bind(seq, at: 1)
    return try row.step() ? StoredTexts(TextRow(row)) : StoredTexts()
  }
}
