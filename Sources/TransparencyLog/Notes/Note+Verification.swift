public import Cryptography

/// A note of which at least one known key has signed the text, and none that is known has failed.
///
/// Only `Note.verify` makes one.
public struct VerifiedNote: Sendable {
  /// A line that verified, and when its cosigner says to have signed, for types that say it.
  public struct Signature: Hashable, Sendable {
    /// The key that signed.
    public let key: VerifierKey
    /// Seconds since 1970 by the cosigner's clock; nil for a signature that carries no time.
    public let timestamp: UInt64?
    /// The line as it stands in the note.
    public let line: NoteSignature
  }

  /// The note with all its lines, also those of unknown keys.
  public let note: Note
  /// The verified lines, one a key.
  public let signatures: [Signature]
  /// The keys known but not to be checked here that claim to have signed; they count for nothing.
  public let unsupported: [DeclaredKey]

  fileprivate init(note: Note, signatures: [Signature], unsupported: [DeclaredKey]) {
    self.note = note
    self.signatures = signatures
    self.unsupported = unsupported
  }
}

/// What verification of a note found.
public enum NoteVerdict: Sendable {
  case verified(VerifiedNote)
  /// A line of a known key does not verify, which spoils the note whatever else it bears.
  case knownKeyFailed(DeclaredKey)
  /// No key that is known and can be checked has signed; the unsupported ones that claim to have are given.
  case noKnownKey(unsupported: [DeclaredKey])
}

extension Note {
  /// Checks the lines of known keys; lines of others are ignored, even where half of their pair is known.
  public func verify(
    with keys: KnownKeys, verifier: inout SignatureVerifier
  ) throws(LogError) -> NoteVerdict {
    var verified: [VerifiedNote.Signature] = []
    var unsupported: [DeclaredKey] = []
    for line in signatures {
      switch keys.key(for: line) {
      case nil: continue
      case .unsupported(let key)?:
        // What cannot be a signature of the key is no claim that somebody else could confirm.
        if let count = key.type.signatureCount, line.signature.count != count { return .knownKeyFailed(key) }
        if !unsupported.contains(key) { unsupported.append(key) }
      case .supported(let key)?:
        guard let signature = try signature(line, by: key, verifier: &verifier) else {
          return .knownKeyFailed(key.declared)
        }
        // A repeat counts once, but a repeat that fails spoils the note all the same.
        if !verified.contains(where: { $0.key == key }) { verified.append(signature) }
      }
    }
    guard !verified.isEmpty else { return .noKnownKey(unsupported: unsupported) }
    return .verified(VerifiedNote(note: self, signatures: verified, unsupported: unsupported))
  }

  /// The verified form of a line that names this key, or nil when it does not verify.
  private func signature(
    _ line: NoteSignature, by key: VerifierKey, verifier: inout SignatureVerifier
  ) throws(LogError) -> VerifiedNote.Signature? {
    let message: [UInt8]
    let signature: [UInt8]
    let timestamp: UInt64?
    if key.type == .cosignatureEd25519 {
      guard let cosignature = Cosignature(line) else { return nil }
      message = Cosignature.message(timestamp: cosignature.timestamp, checkpointText: textBytes)
      signature = cosignature.signature
      timestamp = cosignature.timestamp
    } else {
      (message, signature, timestamp) = (textBytes, line.signature, nil)
    }
    do throws(CryptographyError) {
      guard try verifier.isValid(signature, over: message, by: key.publicKey) else { return nil }
    } catch {
      throw LogError(error)
    }
    return VerifiedNote.Signature(key: key, timestamp: timestamp, line: line)
  }
}
