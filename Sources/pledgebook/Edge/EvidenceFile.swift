import CommandLineTools
import Cryptography
import Files
import Pledges

/// A file on this machine as an evidence item: its digest and size, and what the caller says of it.
struct EvidenceFile {
  let sha256: Digest
  let byteCount: Int64
  private let name: FilePath
  private let fields: [String: String]

  /// `FILE[;field=value]…`
  static func read(_ value: FilePath) throws(CommandError) -> EvidenceFile {
    let value = try EvidenceValue(value)
    let (sha256, byteCount) = try digest(of: value.file)
    return EvidenceFile(sha256: sha256, byteCount: byteCount, name: value.file.name, fields: value.fields)
  }

  /// A file that is only named, whatever its name has in it.
  static func read(named name: String) throws(CommandError) -> EvidenceFile {
    let path = FilePath(name)
    let (sha256, byteCount) = try digest(of: path)
    return EvidenceFile(sha256: sha256, byteCount: byteCount, name: path.name, fields: [:])
  }

  /// The digest and size of a file, which may have any size: it goes by piece by piece.
  static func digest(of path: FilePath) throws(CommandError) -> (sha256: Digest, byteCount: Int64) {
    var input = try InputStream(path)
    guard input.hasEnd else {
      throw .io("not-a-file", "\(input.place) is a device, and no file", hint: "give a file")
    }
    var count: Int64 = 0
    do {
      var hasher = try SHA256Hasher()
      try hasher.begin()
      while let piece = try input.next() {
        try hasher.update(piece.span)
        count += Int64(piece.count)
        guard count <= mostBytes else {
          throw CommandError.io(
            "too-large", "\(input.place) is larger than the \(mostBytes) bytes that a statement can name")
        }
      }
      // Nothing came, or somebody read it before: a digest of nothing is no evidence.
      guard path != .standardStream || count > 0 else {
        throw CommandError.io("empty", "standard input is empty", hint: "give the evidence by the name of its file")
      }
      return (try hasher.finish(), count)
    } catch {
      throw CommandError(from: error, in: path)
    }
  }

  /// The largest number that a statement has for bytes. // Format §2
  private static let mostBytes: Int64 = (1 << 53) - 1

  /// Where it is published, as the caller says.
  var uri: String? { fields["uri"] }

  /// Refuses the same file with something else said of it: it is one item, and what is said of an item is said once.
  func require(sayingNothingElse other: EvidenceFile, for commitment: CommitmentID) throws(CommandError) {
    guard other.name == name || other.fields["title"] != nil else {
      throw Self.saidTwice(
        "\(other.name), for \(commitment), is byte for byte the same as \(name), and has another name",
        hint: "it is one item of evidence with one title: give \(name) for both")
    }
    for (field, value) in other.fields.sorted(by: { $0.key < $1.key }) {
      let said = fields[field]
      guard said.map({ $0.utf8.elementsEqual(value.utf8) }) != true else { continue }
      let earlier = said.map { "“\(sanitised($0))” where it is named first" } ?? "not said where it is named first"
      throw Self.saidTwice(
        "two things are said of one file, \(other.name): its \(field) is \(earlier), and “\(sanitised(value))” for "
          + "\(commitment)",
        hint:
          "a file is one item of evidence with one title and one of everything else, however many commitments it is "
          + "for: say it where the file is named first, and nothing or the same after that")
    }
  }

  private static func saidTwice(_ message: String, hint: String) -> CommandError {
    .usage("evidence-said-twice", message, hint: hint)
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
      mediaType: fields["media"] ?? Self.mediaType(of: name), bytes: byteCount, sha256: sha256,
      capturedAt: captured, language: fields["language"],
      visibility: try choice("visibility", EvidenceItem.Visibility.self) ?? .public,
      words: try session.detach(
        EvidenceItem.Words(title: try title(session), uri: fields["uri"], archiveURI: fields["archive"])))
  }

  /// What the item is called: as the caller says, or like the file. A statement is text, which a file's name need not be.
  private func title(_ session: borrowing Session) throws(CommandError) -> String {
    if let title = fields["title"] { return title }
    guard name != .standardStream else {
      throw .usage(
        "missing-option", "evidence from standard input has no name", hint: "add ;title=TEXT to call it something")
    }
    if name.text == nil {
      session.output.warn(
        "the statement calls the evidence \(name), since the name of the file is not UTF-8 text",
        hint: "add ;title=TEXT to call it otherwise")
    }
    let title = name.text ?? name.description
    try requireNoControl(
      in: title, "the name of the file \(name)", hint: "add ;title=TEXT to call the evidence otherwise")
    return title
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
  private static func mediaType(of name: FilePath) -> String {
    let ending = name.bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).last
    return switch ending.map({ String(decoding: $0, as: UTF8.self).lowercased() }) {
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
