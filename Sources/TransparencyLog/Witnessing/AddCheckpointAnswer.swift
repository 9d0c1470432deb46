/// The body of a witness's answer 200: signature lines over the checkpoint sent, unverified as they come.
public struct AddCheckpointAnswer: Hashable, Sendable {
  /// The lines, which whoever asked still has to verify.
  public let signatures: [NoteSignature]

  /// An answer with at least one line.
  public init(_ signatures: [NoteSignature]) throws(LogError) {
    guard (1...Note.maximumSignatureCount).contains(signatures.count) else {
      throw LogError(.requestMalformed, "an answer has 1 to \(Note.maximumSignatureCount) signature lines")
    }
    self.signatures = signatures
  }

  /// Reads the body of an answer: signature lines and nothing else.
  public init(bytes: [UInt8]) throws(LogError) {
    guard bytes.count <= Note.maximumByteCount else {
      throw LogError(.noteTooLarge, "an answer of \(bytes.count) bytes is too large")
    }
    guard let signatures = NoteSignature.lines(bytes[...]) else {
      throw LogError(.requestMalformed, "the answer is not lines of signatures")
    }
    self.signatures = signatures
  }

  /// The body as it is sent.
  public var bytes: [UInt8] { signatures.flatMap { Array($0.line.utf8) } }
}

/// The body of a witness's answer 409: the size of the checkpoint that it cosigned last.
///
/// A 409 without it is an error of the witness and never means size 0.
public struct AddCheckpointConflict: Hashable, Sendable {
  /// The media type of the body.
  public static let contentType = "text/x.tlog.size"

  /// The size that the witness has on record.
  public let size: UInt64

  /// A conflict with the size recorded.
  public init(size: UInt64) throws(LogError) {
    try TreeSize.check(size)
    self.size = size
  }

  /// Reads the body: a size in decimal and a line feed.
  public init(bytes: [UInt8]) throws(LogError) {
    guard bytes.last == Line.feed, let size = Line.number(bytes.dropLast()) else {
      throw LogError(.requestMalformed, "the conflict states no size")
    }
    self.size = size
  }

  /// The body as it is sent.
  public var bytes: [UInt8] { Array("\(size)\n".utf8) }
}
