/// A note whose text is a checkpoint; none of its signatures is verified yet.
public struct SignedCheckpoint: Hashable, Sendable {
  /// What the text says.
  public let checkpoint: Checkpoint
  /// The text as it is signed, and the signatures.
  public let note: Note

  /// Reads a checkpoint with its signatures.
  public init(_ bytes: [UInt8]) throws(LogError) {
    try self.init(note: Note(bytes))
  }

  /// The checkpoint in a note.
  public init(note: Note) throws(LogError) {
    checkpoint = try Checkpoint(text: note.textBytes)
    self.note = note
  }

  /// A checkpoint signed by the log whose origin it names.
  public init(_ checkpoint: Checkpoint, signedBy signer: NoteSigner) throws(LogError) {
    guard signer.verifierKey.keyName == KeyName(checkpoint.origin) else {
      throw LogError(
        .checkpointMalformed, "the log key is named \(signer.verifierKey.keyName), not \(checkpoint.origin)")
    }
    let text = checkpoint.textBytes
    self.checkpoint = checkpoint
    note = try Note(text: text, signatures: [signer.sign(text)])
  }

  /// The whole as it is written.
  public var bytes: [UInt8] { note.bytes }

  /// The same checkpoint with further signature lines, such as those of witnesses that have been verified.
  public func adding(_ signatures: [NoteSignature]) throws(LogError) -> SignedCheckpoint {
    try SignedCheckpoint(note: note.adding(signatures))
  }
}
