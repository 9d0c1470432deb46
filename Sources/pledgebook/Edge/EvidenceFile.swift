import CommandLineTools
import Cryptography
import Pledges

/// A file on this machine as an evidence item: its digest and size, and what the caller says of it.
struct EvidenceFile {
  let sha256: Digest
  private let byteCount: Int
  private let name: String
  private let fields: [String: String]

  /// The largest file that is hashed as evidence, 1 GiB.
  private static let limit = 1 << 30

  /// `FILE[;field=value]…`
  static func read(_ text: String) throws(CommandError) -> EvidenceFile {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    let path = parts[0]
    let fields = try fields(parts.dropFirst())
    let bytes = try readInput(path, limit: limit)
    do {
      return EvidenceFile(
        sha256: try Digest.sha256(of: bytes), byteCount: bytes.count,
        name: path.split(separator: "/").last.map(String.init) ?? path, fields: fields)
    } catch {
      throw CommandError(error, in: path)
    }
  }

  /// The file as an item under this id; what it is called, and where it is published, becomes words of the statement.
  func item(_ id: String, _ session: borrowing Session) throws(CommandError) -> EvidenceItem {
    var captured: Instant?
    if let text = fields["captured"] {
      guard let instant = session.instant(written: text, .beginning, as: "captured") else {
        throw .usage("invalid-time", "captured=\(text) is not a time", hint: "write it as 2031-05-02T09:30:00Z")
      }
      captured = instant
    }
    return EvidenceItem(
      id: try session.id(id, "evidence"), kind: try choice("kind", EvidenceItem.Kind.self) ?? .document,
      mediaType: fields["media"] ?? Self.mediaType(of: name), bytes: Int64(byteCount), sha256: sha256,
      capturedAt: captured, language: fields["language"],
      visibility: try choice("visibility", EvidenceItem.Visibility.self) ?? .public,
      words: try session.detach(
        EvidenceItem.Words(title: fields["title"] ?? name, uri: fields["uri"], archiveURI: fields["archive"])))
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

  private func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String, _ type: Value.Type
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
