import CanonicalJSON
import CommandLineTools
import Files
import Pledges

/// Accord documents as files.
enum AccordFile {
  /// The largest document that fits into a statement with room for the rest of it.
  private static let limit = 4 * Statement.maximumByteCount

  static func publication(_ path: FilePath, changes: String?) throws(CommandError) -> AccordPublication {
    let root = try document(path)
    do {
      return try AccordPublication(root, changes: changes)
    } catch {
      throw CommandError(error, in: path)
    }
  }

  /// The JSON of a file, under the strict rules of the format.
  static func document(_ path: FilePath) throws(CommandError) -> JSONNode {
    let bytes = try readInput(path, limit: limit)
    do {
      return try JSONDocument(bytes, profile: .ledger).root
    } catch {
      throw CommandError(
        code: error.code.rawValue, message: "\(path.inputName), byte \(error.offset): \(error.reason)",
        hint: "accord documents are strict JSON: UTF-8, no duplicate members, integers only", exit: .usage)
    }
  }
}
