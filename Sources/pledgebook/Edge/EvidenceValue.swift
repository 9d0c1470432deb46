import CommandLineTools
import Files

/// What `--evidence` gives: a file, and what the caller says of it. `FILE[;field=value]…`
///
/// A `;` may be part of the file's name as well. The file is the longest beginning of the value, to its end or up to a `;`,
/// that names something that is there. In what follows it, `\;` and `\\` stand for a semicolon and a backslash.
struct EvidenceValue {
  let file: FilePath
  let fields: [String: String]

  private static let names = ["uri", "title", "kind", "archive", "media", "captured", "language", "visibility"]
  private static let semicolon = UInt8(ascii: ";")
  private static let backslash = UInt8(ascii: "\\")

  init(_ value: FilePath) throws(CommandError) {
    let ends = value.bytes.indices.filter { value.bytes[$0] == Self.semicolon } + [value.bytes.endIndex]
    let candidates = ends.map { FilePath(bytes: value.bytes[..<$0]) }
    let found = candidates.last { !$0.bytes.isEmpty && $0.exists }
    // Where nothing is there, the shortest is what cannot be found, or the stream.
    file = found ?? candidates[0]
    do throws(CommandError) {
      fields = file == value ? [:] : try Self.fields(value.bytes.dropFirst(file.bytes.count + 1))
    } catch {
      guard found == nil, file != .standardStream else { throw error }
      throw .io("not-found", "--evidence: neither \(file) nor \(value) is there", hint: "check the name")
    }
  }

  private static func fields(_ rest: ArraySlice<UInt8>) throws(CommandError) -> [String: String] {
    var fields: [String: String] = [:]
    for bytes in parts(rest) {
      guard let part = FilePath(bytes: bytes).text else {
        throw .usage(
          "not-text", "--evidence: \(FilePath(bytes: bytes)) is not UTF-8 text",
          hint: "write what you say of the file in UTF-8")
      }
      guard let equals = part.firstIndex(of: "="), names.contains(String(part[..<equals])) else {
        throw .usage(
          "invalid-value", "--evidence has no field \(part)",
          hint: "its fields are \(names.joined(separator: ", ")); write \\; for a semicolon in one")
      }
      let name = String(part[..<equals])
      guard fields[name] == nil else {
        throw .usage("invalid-value", "--evidence gives \(name) twice", hint: "give it once")
      }
      let value = String(part[part.index(after: equals)...])
      guard !value.isEmpty else {
        throw .usage(
          "invalid-value", "--evidence: \(name) says nothing", hint: "write \(name)=TEXT, or leave the field out")
      }
      try requireNoControl(in: value, "--evidence: \(name)")
      fields[name] = value
    }
    return fields
  }

  /// The fields, with what was escaped in them as it is meant.
  private static func parts(_ rest: ArraySlice<UInt8>) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var rest = rest
    while let byte = rest.popFirst() {
      if byte == semicolon {
        parts.append([])
      } else if byte == backslash, let next = rest.first, next == semicolon || next == backslash {
        parts[parts.count - 1].append(next)
        rest.removeFirst()
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    return parts
  }
}
