/// The byte that says how a note key signs. // signed-note, "Signature types"
public struct SignatureType: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Ed25519 over the note's text: what logs sign with.
  public static let ed25519 = SignatureType(rawValue: 0x01)
  /// ECDSA over the note's text; recognised and not supported.
  public static let ecdsa = SignatureType(rawValue: 0x02)
  /// A timestamped Ed25519 cosignature of a checkpoint: what witnesses sign with.
  public static let cosignatureEd25519 = SignatureType(rawValue: 0x04)
  /// An RFC 6962 tree head signature; recognised and not supported.
  public static let treeHead = SignatureType(rawValue: 0x05)
  /// A timestamped ML-DSA-44 cosignature of a checkpoint or subtree; recognised and not supported.
  public static let cosignatureMLDSA44 = SignatureType(rawValue: 0x06)
  /// Anything else, told by a longer identifier behind the byte.
  public static let other = SignatureType(rawValue: 0xFF)

  /// Whether this program can check such signatures.
  public var isSupported: Bool { self == .ed25519 || self == .cosignatureEd25519 }

  /// Whether a log may sign its checkpoints so: in any way but that of witnesses. // tlog-checkpoint, "Signatures"
  public var isForLogs: Bool { self != .cosignatureEd25519 }

  /// Whether a witness may cosign so: not in a way that is known and carries no time. // tlog-cosignature
  ///
  /// A type that is not known here may be one of a later version, which is unsupported and no mistake.
  public var isForWitnesses: Bool { self != .ed25519 && self != .ecdsa && self != .treeHead }

  /// How long the public key is, where the type fixes it.
  var publicKeyCount: Int? {
    switch self {
    case .ed25519, .cosignatureEd25519: 32
    case .cosignatureMLDSA44: 1_312
    default: nil
    }
  }

  /// How long a signature is behind the key id, where the type fixes it: a line of another length is no signature,
  /// whoever can check it. // tlog-cosignature
  var signatureCount: Int? {
    switch self {
    case .ed25519: 64
    case .cosignatureEd25519: 8 + 64
    case .cosignatureMLDSA44: 8 + 2_420
    default: nil
    }
  }

  /// Whether the key id is the recommended one; the id of an ECDSA key is made from its DER encoding alone.
  var hasRecommendedHash: Bool { self != .ecdsa }
}

extension SignatureType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ed25519: "Ed25519"
    case .ecdsa: "ECDSA"
    case .cosignatureEd25519: "Ed25519 cosignature"
    case .treeHead: "RFC 6962 tree head"
    case .cosignatureMLDSA44: "ML-DSA-44 cosignature"
    default: "type \(rawValue)"
    }
  }
}
