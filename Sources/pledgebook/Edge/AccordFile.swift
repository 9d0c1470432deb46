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
    let root: JSONNode
    do {
      root = try JSONDocument(bytes, profile: .ledger).root
    } catch {
      throw CommandError(
        code: error.code.rawValue, message: "\(path.inputName), byte \(error.offset): \(error.reason)",
        hint: "accord documents are strict JSON: UTF-8, no duplicate members, integers only", exit: .usage)
    }
    try requireNoControl(in: JSONValue(root), path, "", lines: false)
    return root
  }

  /// The members whose texts may have several lines, as their options have.
  private static let membersWithLines = ["text", "summary", "disclaimer", "note", "addresseeNote"]

  /// The rule for every text that a command takes into a statement holds for those of a file as well.
  private static func requireNoControl(
    in value: JSONValue, _ path: FilePath, _ place: String, lines: Bool
  ) throws(CommandError) {
    switch value {
    case .string(let text):
      try CommandLineTools.requireNoControl(in: text, "\(path.inputName), \(place)", lines: lines)
    case .array(let elements):
      for (position, element) in elements.enumerated() {
        try requireNoControl(in: element, path, "\(place)/\(position)", lines: lines)
      }
    case .object(let members):
      for member in members {
        let hasLines = membersWithLines.contains { member.name.utf8.elementsEqual($0.utf8) }
        try requireNoControl(in: member.value, path, "\(place)/\(member.name)", lines: lines || hasLines)
      }
    default: return
    }
  }
}
