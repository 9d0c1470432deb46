internal import TransparencyLog

extension SQLiteLedgerReader {
  /// Everything wrong with the file as such; empty for a sound one.
  ///
  /// It takes SQLite's integrity check, the foreign keys, the schema byte for byte and the types of all values: each
  /// notices damage that the others cannot. A file replaced by an older good one has no finding; that takes a head
  /// from outside. What is damaged beyond reading becomes a finding, and only a failing disk is thrown.
  public func structuralFindings() throws(StorageError) -> [StructuralFinding] {
    try findings([
      (.identity, { (_) throws(StorageError) in try self.identityFindings() }),
      (.layout, { (_) throws(StorageError) in try self.layoutFindings() }),
      (.schema, { (_) throws(StorageError) in try self.schemaFindings() }),
      (.integrity, { (_) throws(StorageError) in try self.integrityFindings() }),
      (
        .reference,
        { (found) throws(StorageError) in
          try self.referenceFindings(isOrdered: !found.contains { $0.code == .integrity })
        }
      ),
      (.value, { (_) throws(StorageError) in try self.valueFindings() }),
      (.count, { (_) throws(StorageError) in try self.countFindings() }),
    ])
  }

  /// What can be said of the file without reading all of it: for a verification that reads what is new.
  ///
  /// Besides the file itself, what stands behind the last entry in the other tables.
  public func outerFindings() throws(StorageError) -> [StructuralFinding] {
    try findings([
      (.identity, { (_) throws(StorageError) in try self.identityFindings() }),
      (.layout, { (_) throws(StorageError) in try self.layoutFindings() }),
      (.schema, { (_) throws(StorageError) in try self.schemaFindings() }),
      (.count, { (_) throws(StorageError) in try self.endFindings() }),
    ])
  }

  /// Each check is told what those before it found.
  private func findings(
    _ checks: [(StructuralFinding.Code, ([StructuralFinding]) throws(StorageError) -> [StructuralFinding])]
  ) throws(StorageError) -> [StructuralFinding] {
    var findings: [StructuralFinding] = []
    for (code, check) in checks {
      do {
        findings += try check(findings)
      } catch  where error.tellsOfDamage {
        findings.append(StructuralFinding(code, error.sqliteMessage ?? error.reason))
      }
    }
    return findings
  }

  private func identityFindings() throws(StorageError) -> [StructuralFinding] {
    var findings: [StructuralFinding] = []
    for (pragma, value) in [("application_id", LedgerSchema.applicationID), ("user_version", LedgerSchema.version)] {
      let found = try connection.text("PRAGMA \(pragma)") ?? "nothing"
      if found != String(value) { findings.append(.init(.identity, "\(pragma) is \(found) and not \(value)")) }
    }
    let header = try FileHeader(of: connection)
    do {
      try header.requireLedger(at: place)
    } catch {
      findings.append(.init(.identity, error.reason))
    }
    return findings
  }

  private func layoutFindings() throws(StorageError) -> [StructuralFinding] {
    var findings: [StructuralFinding] = []
    for (pragma, value) in [("page_size", String(LedgerSchema.pageSize)), ("encoding", "UTF-8"), ("auto_vacuum", "0")] {
      let found = try connection.text("PRAGMA \(pragma)") ?? "nothing"
      if found != value { findings.append(.init(.layout, "\(pragma) is \(found) and not \(value)")) }
    }
    return findings
  }

  private func schemaFindings() throws(StorageError) -> [StructuralFinding] {
    try LedgerSchema.differences(in: connection).map { .init(.schema, "\($0) is not as the file's version makes it") }
  }

  private func integrityFindings() throws(StorageError) -> [StructuralFinding] {
    // Not quick_check, which leaves out the contents of indexes.
    let answers = try texts("PRAGMA integrity_check", column: 0)
    return answers == ["ok"] ? [] : answers.map { .init(.integrity, $0) }
  }

  private func referenceFindings(isOrdered: Bool) throws(StorageError) -> [StructuralFinding] {
    if isOrdered, try hasAllReferredTo() { return [] }
    return try texts("PRAGMA foreign_key_check", column: 0).map {
      .init(.reference, "a row of \($0) refers to no entry")
    }
  }

  /// The tables whose rows are each of an entry.
  private static let tablesOfEntries = ["envelope", "text"]

  /// Whether every envelope and all words have their entry, told without looking each of them up.
  ///
  /// They have where the entries are numbered from 0 without a gap, so many as there are, and the first and the last row of
  /// the others lie among them. That rows stand in the order of their numbers is what the integrity check found.
  private func hasAllReferredTo() throws(StorageError) -> Bool {
    // The number of a row may be the largest that there is, and then nothing can be added to it.
    guard try bound("min", of: "entry") == 0, let end = try bound("max", of: "entry"),
      try number("SELECT count(*) FROM entry NOT INDEXED") - 1 == end
    else { return false }
    for table in Self.tablesOfEntries {
      guard try bound("min", of: table) ?? 0 >= 0, try bound("max", of: table) ?? end <= end else { return false }
    }
    return true
  }

  private func bound(
    _ which: String, of table: String, _ column: String = "seq"
  ) throws(StorageError) -> Int64? {
    var statement = try Statement("SELECT \(which)(\(column)) FROM \(table)", on: connection)
    return try statement.step() ? statement.integer(0) : nil
  }

  // The checks of the schema, once more: on a connection opened read-only SQLite 3.40 drops every CHECK as it reads the
  // schema, and its integrity check then has nothing to say about them. Straight from the tables, so that a damaged
  // index cannot hide a row.
  private static let impossibleValues = [
    (
      "entry",
      """
      SELECT seq FROM entry NOT INDEXED WHERE typeof(seq) IS NOT 'integer' OR seq < 0
        OR seq >= \(LedgerBatch.mostEntries)
        OR typeof(previous) IS NOT 'blob' OR length(previous) IS NOT 32
        OR typeof(leaf) IS NOT 'blob' OR length(leaf) IS NOT 32
        OR typeof(statement) IS NOT 'blob' OR length(statement) IS NOT 32
        OR typeof(header) IS NOT 'blob' OR length(header) IS 0 LIMIT 100
      """
    ),
    ("envelope", "SELECT seq FROM envelope WHERE typeof(bytes) IS NOT 'blob' OR length(bytes) IS 0 LIMIT 100"),
    (
      "text",
      """
      SELECT seq FROM text WHERE typeof(digests) IS NOT 'blob' OR length(digests) IS 0 OR length(digests) % 32 IS NOT 0
        OR typeof(bytes) IS NOT 'blob' OR length(bytes) IS 0 LIMIT 100
      """
    ),
    (
      "tree_hash",
      """
      SELECT position FROM tree_hash WHERE position < 0 OR position >= \(2 * LedgerBatch.mostEntries)
        OR typeof(hash) IS NOT 'blob' OR length(hash) IS NOT 32 LIMIT 100
      """
    ),
    (
      "checkpoint",
      """
      SELECT size FROM checkpoint WHERE size < 1 OR size > \(LedgerBatch.mostEntries)
        OR typeof(note) IS NOT 'blob' OR length(note) IS 0 LIMIT 100
      """
    ),
  ]

  private func valueFindings() throws(StorageError) -> [StructuralFinding] {
    var findings: [StructuralFinding] = []
    for (table, sql) in Self.impossibleValues {
      for row in try texts(sql, column: 0) {
        findings.append(.init(.value, "row \(row) of \(table) has a value of an impossible type or length"))
      }
    }
    return findings
  }

  private func countFindings() throws(StorageError) -> [StructuralFinding] {
    var findings: [StructuralFinding] = []
    let count = try number("SELECT count(*) FROM entry NOT INDEXED")
    let size = try head().size
    if count != Int64(size) {
      findings.append(.init(.count, "there are \(entryCount(count)) and the last one says \(size)"))
    }
    let hashes = try number("SELECT count(*) FROM tree_hash")
    let expected = LedgerBatch.treeHashCount(forSize: size)
    if hashes != Int64(expected) {
      findings.append(.init(.count, "there are \(hashes) tree hashes, and \(expected) belong to \(entryCount(size))"))
    }
    return try findings + leftoverFindings(size: size)
  }

  /// What stands behind the last entry, told by the last row of each table.
  private func endFindings() throws(StorageError) -> [StructuralFinding] {
    var findings: [StructuralFinding] = []
    let size = try head().size
    let expected = LedgerBatch.treeHashCount(forSize: size)
    if let last = try bound("max", of: "tree_hash", "position"), last >= Int64(expected) {
      findings.append(.init(.count, "there is a tree hash \(last), and \(expected) belong to \(entryCount(size))"))
    }
    for table in Self.tablesOfEntries {
      if let last = try bound("max", of: table), last >= Int64(size) {
        findings.append(.init(.reference, "a row of \(table) refers to no entry"))
      }
    }
    return try findings + leftoverFindings(size: size)
  }

  /// Checkpoints of entries that are not there.
  private func leftoverFindings(size: UInt64) throws(StorageError) -> [StructuralFinding] {
    var findings: [StructuralFinding] = []
    if let largest = try latestCheckpoint()?.size, largest > size {
      findings.append(.init(.count, "a checkpoint speaks of \(entryCount(largest)), and there are \(size)"))
    }
    return findings
  }

  private func texts(_ sql: String, column: Int32) throws(StorageError) -> [String] {
    var statement = try Statement(sql, on: connection)
    var texts: [String] = []
    while try statement.step() { texts.append(statement.text(column) ?? "?") }
    return texts
  }

  private func number(_ sql: String) throws(StorageError) -> Int64 {
    var statement = try Statement(sql, on: connection)
    return try statement.step() ? statement.integer(0) ?? -1 : -1
  }
}
