import Files
import Testing

@testable import Storage

/// A connection with none of our settings and guards, as any tool has that may write the file.
func bareConnection(_ path: String) throws -> Connection {
  try Connection(FilePath(path), as: .writer)
}

/// Runs statements as any tool could, then closes the file.
func tamper(_ path: String, _ statements: String...) throws {
  let connection = try bareConnection(path)
  for statement in statements { try connection.execute(statement) }
}

/// Rewrites definitions in the schema as they stand there, with a tool that knows how to.
func tamperSchema(_ path: String, replacing old: String, with new: String) throws {
  let connection = try bareConnection(path)
  try connection.execute("PRAGMA writable_schema=ON")
  var update = try Statement(
    "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE sql IS NOT NULL", on: connection)
  try update.bind(old, at: 1)
  try update.bind(new, at: 2)
  _ = try update.step()
}

/// Every row of every table as text, to see whether anything changed.
func dump(_ connection: Connection) throws -> [String] {
  var lines: [String] = []
  for sql in [
    "SELECT 'entry' || seq || hex(previous) || hex(leaf) || hex(statement) || hex(header) FROM entry ORDER BY seq",
    "SELECT 'envelope' || seq || hex(bytes) FROM envelope ORDER BY seq",
    "SELECT 'text' || seq || hex(digests) || hex(bytes) FROM text ORDER BY seq",
    "SELECT 'tree' || position || hex(hash) FROM tree_hash ORDER BY position",
    "SELECT 'checkpoint' || size || hex(note) FROM checkpoint ORDER BY size",
  ] {
    var statement = try Statement(sql, on: connection)
    while try statement.step() { lines.append(statement.text(0) ?? "NULL") }
  }
  return lines
}

/// The code of the storage error that `body` throws; nil when it throws none.
func storageCode<Result>(_ body: () throws -> Result) -> StorageError.Code? {
  storageError(body)?.code
}

/// The storage error that `body` throws; another error is an issue of the test.
func storageError<Result>(_ body: () throws -> Result) -> StorageError? {
  do {
    _ = try body()
    return nil
  } catch let error as StorageError {
    return error
  } catch {
    Issue.record("an error of another kind: \(error)")
    return nil
  }
}
