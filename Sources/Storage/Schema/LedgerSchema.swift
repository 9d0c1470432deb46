/// Everything that stands in the schema of a ledger, and nothing else may.
enum LedgerSchema {
  /// What marks a database file as a Pledgebook ledger: "PLDG" in SQLite's field for it.
  static let applicationID: UInt32 = 0x504c_4447
  /// The version of tables and triggers that a new file is made with.
  ///
  /// Another is refused: a newer one may hold rules that we do not know, and in an older one words lie in the envelopes.
  static let version: UInt32 = 3
  /// The versions of the tables that ledgers of version 0 of the format are in, and no others.
  static let versionsOfFormatZero: ClosedRange<UInt32> = 1...2
  static let pageSize = 4096

  /// The names of the tables, which the writer's guard knows.
  static let tables: Set<String> = ["entry", "envelope", "text", "tree_hash", "checkpoint"]

  /// A row of sqlite_schema.
  struct Object: Sendable, Equatable {
    var type: String
    var name: String
    var table: String
    /// The definition, byte for byte; nil for the index that a UNIQUE column brings with it.
    var sql: String?
  }

  /// Every object of a new file in the order in which it is made.
  static let objects = entryObjects + envelopeObjects + textObjects + treeHashObjects + checkpointObjects

  static func table(_ name: String, uniqueColumns: Int = 0, _ sql: String) -> [Object] {
    let indexes = (0..<uniqueColumns).map { number in
      Object(type: "index", name: "sqlite_autoindex_\(name)_\(number + 1)", table: name, sql: nil)
    }
    return [Object(type: "table", name: name, table: name, sql: sql)] + indexes
  }

  static func trigger(_ name: String, on table: String, _ sql: String) -> Object {
    Object(type: "trigger", name: name, table: table, sql: sql)
  }

  /// Makes the tables in a file that is still empty.
  static func install(on connection: Connection) throws(StorageError) {
    try connection.execute("PRAGMA page_size=\(pageSize)")
    try connection.execute("PRAGMA auto_vacuum=0")
    try connection.execute("BEGIN IMMEDIATE")
    for object in objects {
      if let sql = object.sql { try connection.execute(sql) }
    }
    try connection.execute("PRAGMA application_id=\(applicationID)")
    try connection.execute("PRAGMA user_version=\(version)")
    try connection.execute("COMMIT")
  }

  /// The schema of an open file, in the order in which `sorted` puts ours, and no more than so many objects and one.
  static func read(from connection: Connection, upTo limit: Int) throws(StorageError) -> [Object] {
    var statement = try Statement(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name", on: connection)
    var found: [Object] = []
    while try statement.step() {
      // A foreign file may hold millions of objects; one too many is enough to know.
      guard found.count <= limit else { break }
      found.append(
        Object(
          type: statement.text(0) ?? "?", name: statement.text(1) ?? "?", table: statement.text(2) ?? "?",
          sql: statement.isNull(3) ? nil : statement.text(3) ?? "?"))
    }
    return found
  }

  /// Where the schema of an open file differs from ours: names of objects, none when it is the same.
  static func differences(in connection: Connection) throws(StorageError) -> [String] {
    let expected = objects.sorted { left, right in
      left.type == right.type ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8) : left.type < right.type
    }
    let found = try read(from: connection, upTo: objects.count)
    // Bytes and not Strings: Swift calls canonically equivalent texts equal.
    if found.elementsEqual(expected, by: { $0.isIdentical(to: $1) }) { return [] }
    let known = expected.filter { object in !found.contains { $0.isIdentical(to: object) } }.map(\.name)
    let added = found.filter { object in !expected.contains { $0.name.utf8.elementsEqual(object.name.utf8) } }
    let names = known + added.map(\.name)
    return names.isEmpty ? ["sqlite_schema"] : names
  }
}

extension LedgerSchema.Object {
  fileprivate func isIdentical(to other: Self) -> Bool {
    type.utf8.elementsEqual(other.type.utf8) && name.utf8.elementsEqual(other.name.utf8)
      && table.utf8.elementsEqual(other.table.utf8)
      && (sql.map { Array($0.utf8) }) == (other.sql.map { Array($0.utf8) })
  }
}
