internal import CSQLite

/// A ledger's file as somebody has it who holds the file and no scruples: plain SQLite, nothing enforced.
public final class RawDatabase {
  private let handle: OpaquePointer

  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  public enum Value: Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
  }

  public init(_ path: String) throws {
    var opened: OpaquePointer?
    guard sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let handle = opened else {
      sqlite3_close_v2(opened)
      throw Failure(description: "cannot open \(path)")
    }
    self.handle = handle
    try run("PRAGMA foreign_keys=OFF")
  }

  deinit {
    sqlite3_close_v2(handle)
  }

  /// Runs one statement with these values and gives back its rows.
  @discardableResult
  public func run(_ sql: String, _ values: [Value] = []) throws -> [[Value]] {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure(sql) }
    defer { sqlite3_finalize(statement) }
    for (position, value) in values.enumerated() {
      let index = Int32(position + 1)
      switch value {
      case .null: sqlite3_bind_null(statement, index)
      case .integer(let number): sqlite3_bind_int64(statement, index, number)
      case .text(let text): sqlite3_bind_text(statement, index, text, -1, transient)
      case .blob(let bytes): sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), transient)
      }
    }
    var rows: [[Value]] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: rows.append((0..<sqlite3_column_count(statement)).map { value(statement, $0) })
      case SQLITE_DONE: return rows
      default: throw failure(sql)
      }
    }
  }

  /// Runs `body` with the triggers gone and puts them back letter for letter, as an intruder with patience would.
  public func withoutTriggers(_ body: () throws -> Void) throws {
    let triggers = try run("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    for case .text(let name) in triggers.map({ $0[0] }) { try run("DROP TRIGGER \(name)") }
    try body()
    for case .text(let sql) in triggers.map({ $0[1] }) { try run(sql) }
  }

  /// Rewrites the text of a schema object.
  public func editSchema(of name: String, replacing old: String, with new: String) throws {
    try run("PRAGMA writable_schema=ON")
    try run(
      "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?", [.text(old), .text(new), .text(name)])
    try run("PRAGMA writable_schema=OFF")
  }

  private func value(_ statement: OpaquePointer?, _ column: Int32) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_TEXT: return .text(sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "")
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement, column))
      return .blob(Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count)))
    default: return .null
    }
  }

  private func failure(_ sql: String) -> Failure {
    Failure(description: "\(String(cString: sqlite3_errmsg(handle))) in \(sql)")
  }
}

/// SQLITE_TRANSIENT, which is a cast in C and so does not reach Swift: SQLite takes its own copy.
private var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
