public import Cryptography

/// A private key under a name, for signing notes: of a log, or of a witness.
public struct NoteSigner: Sendable {
  /// The public half, which readers are given.
  public let verifierKey: VerifierKey
  private let privateKey: PrivateKey

  /// Names an Ed25519 key; the type says whether it signs as a log or cosigns as a witness.
  public init(name: String, privateKey: PrivateKey, type: SignatureType = .ed25519) throws(LogError) {
    verifierKey = try VerifierKey(name: name, publicKey: privateKey.publicKey, type: type)
    self.privateKey = privateKey
  }

  /// The line of a log's key over a text that ends in a line feed.
  public func sign(_ text: [UInt8]) throws(LogError) -> NoteSignature {
    guard verifierKey.type == .ed25519 else {
      throw LogError(.verifierKeyUnsupported, "a witness key signs nothing but timestamped checkpoints")
    }
    return line(try signature(over: text))
  }

  /// The line of a witness's key over a checkpoint, at a time in seconds since 1970. // tlog-cosignature
  public func cosign(_ checkpoint: SignedCheckpoint, at timestamp: UInt64) throws(LogError) -> NoteSignature {
    guard verifierKey.type == .cosignatureEd25519 else {
      throw LogError(.verifierKeyUnsupported, "a log key does not cosign")
    }
    guard timestamp <= Cosignature.maximumTimestamp else {
      throw LogError(.cosignatureMalformed, "a timestamp is at most 2^63 - 1")
    }
    let message = Cosignature.message(timestamp: timestamp, checkpointText: checkpoint.note.textBytes)
    let cosignature = Cosignature(timestamp: timestamp, signature: try signature(over: message))
    return line(cosignature.bytes)
  }

  private func line(_ signature: [UInt8]) -> NoteSignature {
    NoteSignature(name: verifierKey.keyName, keyHash: verifierKey.keyHash, signature: signature)
  }

  private func signature(over message: [UInt8]) throws(LogError) -> [UInt8] {
    do throws(CryptographyError) {
      return try privateKey.sign(message)
    } catch {
      throw LogError(error)
    }
  }
}
