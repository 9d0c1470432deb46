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
    public var redactedBy: Int64?
  }

  public var rows: [Row]
  public var treeHashes: [(position: Int64, hash: [UInt8])]

  /// Reads a closed ledger.
  public init(_ path: String) throws {
    let database = try RawDatabase(path)
    rows = try database.run(
      """
      SELECT e.seq, e.previous, e.leaf, e.statement, e.header, v.bytes, r.by FROM entry AS e
      LEFT JOIN envelope AS v ON v.seq = e.seq LEFT JOIN redaction AS r ON r.target = e.seq ORDER BY e.seq
      """
    ).map { row in
      Row(
        seq: try row[0].integer(), previous: try row[1].blob(), leaf: try row[2].blob(), statement: try row[3].blob(),
        header: try row[4].blob(), envelope: try? row[5].blob(), redactedBy: try? row[6].integer())
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
      for table in ["redaction", "envelope", "entry", "tree_hash"] { try database.run("DELETE FROM \(table)") }
      for row in rows {
        try database.run(
          "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
          [.integer(row.seq), .blob(row.previous), .blob(row.leaf), .blob(row.statement), .blob(row.header)])
        if let envelope = row.envelope {
          try database.run("INSERT INTO envelope VALUES (?, ?)", [.integer(row.seq), .blob(envelope)])
        }
        if let by = row.redactedBy {
          try database.run("INSERT INTO redaction VALUES (?, ?)", [.integer(row.seq), .integer(by)])
        }
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

  /// Puts one more entry at the end, with correct hashes and whatever statement and signatures are given.
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
        statement: try Digest.sha256(of: payload).bytes, header: header.bytes, envelope: envelope))
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
