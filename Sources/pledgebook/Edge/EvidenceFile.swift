import CommandLineTools
import Cryptography
import Pledges

/// A file on this machine as an evidence item: its digest and size, and what the caller says of it.
enum EvidenceFile {
  /// The largest file that is hashed as evidence, 1 GiB.
  private static let limit = 1 << 30

  /// `FILE[;field=value]…`
  static func item(_ text: String, id: String) throws(CommandError) -> EvidenceItem {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    let path = parts[0]
    let fields = try fields(parts.dropFirst())
    let bytes = try readInput(path, limit: limit)
    let digest: Digest
    do {
      digest = try Digest.sha256(of: bytes)
    } catch {
      throw CommandError(error, in: path)
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let itemID = PlainID(id) else {
      throw .usage("invalid-id", "\(id) is not an id", hint: "ids are lowercase letters, digits and hyphens")
    }
    var captured: Instant?
    if let text = fields["captured"] {
      guard let instant = Instant(text) else {
        throw .usage("invalid-time", "captured=\(text) is not a time", hint: "write it as 2031-05-02T09:30:00Z")
      }
      captured = instant
    }
    return EvidenceItem(
      id: itemID, title: fields["title"] ?? name, kind: try choice(fields, "kind", EvidenceItem.Kind.self) ?? .document,
      uri: fields["uri"], archiveURI: fields["archive"], mediaType: fields["media"] ?? mediaType(of: name),
      bytes: Int64(bytes.count), sha256: digest, capturedAt: captured, language: fields["language"],
      visibility: try choice(fields, "visibility", EvidenceItem.Visibility.self) ?? .public)
  }

  private static let names = ["uri", "title", "kind", "archive", "media", "captured", "language", "visibility"]

  private static func fields(_ parts: some Sequence<String>) throws(CommandError) -> [String: String] {
    var fields: [String: String] = [:]
    for part in parts {
      guard let equals = part.firstIndex(of: "="), names.contains(String(part[..<equals])) else {
        throw .usage(
          "invalid-value", "--evidence has no field \(part)", hint: "its fields are \(names.joined(separator: ", "))")
      }
      fields[String(part[..<equals])] = String(part[part.index(after: equals)...])
    }
    return fields
  }

  private static func choice<Value: RawRepresentable & CaseIterable>(
    _ fields: [String: String], _ name: String, _ type: Value.Type
  ) throws(CommandError) -> Value? where Value.RawValue == String {
    guard let text = fields[name] else { return nil }
    guard let value = Value(rawValue: text) else {
      throw .usage(
        "invalid-value", "\(name)=\(text) is not possible",
        hint: "\(name) takes \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }

  /// The usual types by file name; anything else is bytes.
  private static func mediaType(of name: String) -> String {
    switch name.split(separator: ".").last.map({ $0.lowercased() }) {
    case "pdf": "application/pdf"
    case "html", "htm": "text/html"
    case "txt": "text/plain"
    case "md": "text/markdown"
    case "csv": "text/csv"
    case "json": "application/json"
    case "xml": "application/xml"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "zip": "application/zip"
    default: "application/octet-stream"
    }
  }
}
