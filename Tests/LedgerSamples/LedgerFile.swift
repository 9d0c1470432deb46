public import Cryptography
public import Pledges

/// The contents of a ledger's file, to be changed at will and written back.
///
/// Nothing is kept consistent unless asked for: `relink` is what an intruder does who knows the format.
public struct LedgerFile: Sendable {
  public struct Row: Sendable {
    public var seq: Int64
    public var previous: [UInt8]
    public var leaf: [UInt8]
    public var statement: [UInt8]
    public var header: [UInt8]
    public var envelope: [UInt8]?
    /// The rows of its words, in their order; zeros where they were removed.
    public var texts: [Text] = []
  }

  public struct Text: Sendable {
    public var digest: [UInt8]
    public var bytes: [UInt8]

    public init(digest: [UInt8], bytes: [UInt8]) {
      self.digest = digest
      self.bytes = bytes
    }

    /// The texts of a row: 32 bytes of digest each, and a line each.
    static func list(_ digests: [UInt8]?, _ bytes: [UInt8]?) -> [Text] {
      guard let digests, let bytes else { return [] }
      let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
      return lines.enumerated().map { place, line in
        Text(digest: Array(digests.dropFirst(32 * place).prefix(32)), bytes: Array(line))
      }
    }

    public init(_ disclosure: Disclosure) {
      self.init(digest: disclosure.digest.bytes, bytes: disclosure.bytes)
    }
  }

  public var rows: [Row]
  /// Rows of which the words alone are written.
  public var strayTexts: [Row] = []
  public var treeHashes: [(position: Int64, hash: [UInt8])]

  /// Reads a closed ledger.
  public init(_ path: String) throws {
    let database = try RawDatabase(path)
    rows = try database.run(
      """
      SELECT e.seq, e.previous, e.leaf, e.statement, e.header, v.bytes, t.digests, t.bytes FROM entry AS e
      LEFT JOIN envelope AS v ON v.seq = e.seq LEFT JOIN text AS t ON t.seq = e.seq ORDER BY e.seq
      """
    ).map { row in
      let seq = try row[0].integer()
      return
        Row(
          seq: seq, previous: try row[1].blob(), leaf: try row[2].blob(), statement: try row[3].blob(),
          header: try row[4].blob(), envelope: try? row[5].blob(),
          texts: Text.list(try? row[6].blob(), try? row[7].blob()))
    }
    treeHashes = try database.run("SELECT position, hash FROM tree_hash ORDER BY position").map {
      (try $0[0].integer(), try $0[1].blob())
    }
  }

  /// Puts these contents in the place of a ledger's.
  public func write(to path: String) throws {
    let database = try RawDatabase(path)
    try database.withoutTriggers {
      try database.run("BEGIN")
      for table in ["text", "envelope", "entry", "tree_hash"] { try database.run("DELETE FROM \(table)") }
      for row in rows {
        try database.run(
          "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
          [.integer(row.seq), .blob(row.previous), .blob(row.leaf), .blob(row.statement), .blob(row.header)])
        if let envelope = row.envelope {
          try database.run("INSERT INTO envelope VALUES (?, ?)", [.integer(row.seq), .blob(envelope)])
        }
      }
      for row in rows + strayTexts where !row.texts.isEmpty {
        try database.run(
          "INSERT INTO text VALUES (?, ?, ?)",
          [
            .integer(row.seq), .blob(row.texts.flatMap(\.digest)),
            .blob(Array(row.texts.map(\.bytes).joined(separator: [0x0a]))),
          ])
      }
      for hash in treeHashes {
        try database.run("INSERT INTO tree_hash VALUES (?, ?)", [.integer(hash.position), .blob(hash.hash)])
      }
      try database.run("COMMIT")
    }
    try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// Makes index, link, digest and tree right again from a row on; signatures nobody can make right.
  public mutating func relink(from first: Int) throws {
    for position in first..<rows.count {
      let previous = position == 0 ? .zero : try given(Digest(rows[position - 1].leaf))
      rows[position].seq = Int64(position)
      try rows[position].setHeader { header in
        header.index = EntryIndex(UInt64(position))
        header.previous = previous
      }
    }
    try rebuildTree()
  }

  /// Computes the side columns and the tree from the headers, as they now are.
  public mutating func rebuildTree() throws {
    treeHashes = []
    var subtrees: [Digest] = []
    for position in rows.indices {
      let leaf = try Digest.sha256(of: [0] + rows[position].header)
      rows[position].leaf = leaf.bytes
      var hash = leaf
      subtrees.append(hash)
      treeHashes.append((Int64(treeHashes.count), hash.bytes))
      // One subtree is complete for each trailing one of the index. // RFC 9162 §2.1.1
      var index = position
      while index & 1 == 1 {
        let right = subtrees.removeLast()
        let left = subtrees.removeLast()
        hash = try Digest.sha256(of: [1] + left.bytes + right.bytes)
        subtrees.append(hash)
        treeHashes.append((Int64(treeHashes.count), hash.bytes))
        index >>= 1
      }
    }
  }

  /// Puts one more entry at the end, with correct hashes, whatever statement and signatures are given, and the words that
  /// the samples made for it.
  public mutating func append(
    _ payload: [UInt8], by keys: [PrivateKey], kind: String? = nil, recorded: Instant? = nil
  ) throws {
    let envelope = try LedgerSamples.envelope(payload, by: keys).canonicalBytes
    let last = try given(EntryHeader(given(rows.last).header))
    let spoken = try? Statement.read(payload).kind
    let header = EntryHeader(
      index: EntryIndex(UInt64(rows.count)), previous: try given(Digest(given(rows.last).leaf)),
      recorded: recorded ?? last.recorded, kind: try given(kind.flatMap(EntryKind.init) ?? spoken),
      envelope: try Digest.sha256(of: envelope), envelopeByteCount: envelope.count)
    rows.append(
      Row(
        seq: Int64(rows.count), previous: header.previous.bytes, leaf: [],
        statement: try Digest.sha256(of: payload).bytes, header: header.bytes, envelope: envelope,
        texts: Samples.disclosures(of: payload).map(Text.init)))
    try rebuildTree()
  }
}

extension LedgerFile.Row {
  /// Changes the header; the columns that follow from it follow.
  public mutating func setHeader(_ change: (inout EntryHeader) throws -> Void) throws {
    var parsed = try given(EntryHeader(header), "a header")
    try change(&parsed)
    header = parsed.bytes
    previous = parsed.previous.bytes
    leaf = try Digest.sha256(of: [0] + header).bytes
  }

  /// Puts words back that were removed, where there is a place for them.
  public mutating func restore(_ text: Disclosure, as bytes: [UInt8]? = nil) {
    for place in texts.indices where texts[place].digest == text.digest.bytes {
      texts[place].bytes = bytes ?? text.bytes
    }
  }

  /// Changes the envelope and makes the header name the new one.
  public mutating func setEnvelope(_ bytes: [UInt8]) throws {
    envelope = bytes
    try setHeader {
      $0.envelope = try Digest.sha256(of: bytes)
      $0.envelopeByteCount = bytes.count
    }
    if let payload = try? Envelope.read(bytes).payload { statement = try Digest.sha256(of: payload).bytes }
  }

  /// The envelope with a text of its statement replaced, signatures as they were.
  public func envelope(replacing old: String, with new: String) throws -> [UInt8] {
    let parsed = try Envelope.read(given(envelope, "an envelope"))
    let payload = String(decoding: parsed.payload, as: UTF8.self)
    guard payload.contains(old) else { throw UnusableSample(what: "\(old) in the statement") }
    return try Envelope(
      payload: Array(payload.replacing(old, with: new).utf8), signatures: parsed.signatures
    ).canonicalBytes
  }
}

extension RawDatabase.Value {
  func integer() throws -> Int64 {
    guard case .integer(let number) = self else { throw UnusableSample(what: "an integer") }
    return number
  }

  func blob() throws -> [UInt8] {
    guard case .blob(let bytes) = self else { throw UnusableSample(what: "a blob") }
    return bytes
  }
}
