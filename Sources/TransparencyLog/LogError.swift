internal import Cryptography

/// Why bytes or numbers given to the log's formats were refused; equal when the codes are equal.
public struct LogError: Error, Sendable {
  /// A stable code, safe to match on and to show.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The text is no origin: 1–255 bytes of printable ASCII without space or plus sign.
    public static let originMalformed = Code(rawValue: "origin.malformed")
    /// The bytes are no signed note.
    public static let noteMalformed = Code(rawValue: "note.malformed")
    /// The note is larger, or has more signature lines, than this reader takes.
    public static let noteTooLarge = Code(rawValue: "note.too-large")
    /// Two of the known keys have one name and one id, so a line could not say which of them it means.
    public static let keysAmbiguous = Code(rawValue: "note.ambiguous-keys")
    /// The text is no verifier key, or its id is not the one of its key.
    public static let verifierKeyMalformed = Code(rawValue: "vkey.malformed")
    /// A well-formed verifier key of a signature type that this program cannot check.
    public static let verifierKeyUnsupported = Code(rawValue: "vkey.unsupported")
    /// A verifier key whose public key the admission screen refuses.
    public static let verifierKeyWeak = Code(rawValue: "vkey.weak")
    /// The note's text is no checkpoint.
    public static let checkpointMalformed = Code(rawValue: "checkpoint.malformed")
    /// The signature line holds no timestamped cosignature.
    public static let cosignatureMalformed = Code(rawValue: "cosignature.malformed")
    /// The file is no proof, or a proof has impossible numbers.
    public static let proofMalformed = Code(rawValue: "proof.malformed")
    /// No proof exists for the numbers asked for.
    public static let proofImpossible = Code(rawValue: "proof.impossible")
    /// A size, level or index lies outside the tree.
    public static let treeRange = Code(rawValue: "tree.range")
    /// The number of hashes given is not the number the tree needs.
    public static let treeHashes = Code(rawValue: "tree.hashes")
    /// The text is no tile path, or the bytes do not fill the tile.
    public static let tileMalformed = Code(rawValue: "tile.malformed")
    /// The bytes are no entry bundle of the width asked for.
    public static let bundleMalformed = Code(rawValue: "bundle.malformed")
    /// An entry is longer than the 65,535 bytes that an entry bundle can frame.
    public static let entryTooLong = Code(rawValue: "bundle.entry-too-long")
    /// The file is no trust policy.
    public static let policyMalformed = Code(rawValue: "policy.malformed")
    /// The body is no witness request or answer.
    public static let requestMalformed = Code(rawValue: "witness.malformed")
    /// OpenSSL failed for a reason that lies in none of the bytes given.
    public static let libraryFailure = Code(rawValue: "crypto.library")
  }

  /// What kind of fault it is.
  public let code: Code
  /// One sentence, lower case, no full stop, safe to show to a stranger.
  public let reason: String
  /// The line of the text at fault, counted from 1, where there is one.
  public let line: Int?

  public init(_ code: Code, _ reason: String, line: Int? = nil) {
    self.code = code
    self.reason = reason
    self.line = line
  }

  /// A failure of the cryptography library, met while hashing or checking signatures.
  init(_ error: CryptographyError) {
    self.init(.libraryFailure, error.reason)
  }
}

extension LogError: Equatable {
  public static func == (left: LogError, right: LogError) -> Bool {
    left.code == right.code
  }
}

extension LogError: CustomStringConvertible {
  public var description: String {
    guard let line else { return reason }
    return "line \(line): \(reason)"
  }
}
