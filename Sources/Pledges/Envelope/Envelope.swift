internal import CanonicalJSON
public import Cryptography

/// A DSSE envelope as it came: well-formed, and not yet believed. // Format §5
///
/// Only `EnvelopeVerifier` turns it into a `VerifiedEnvelope`.
public struct Envelope: Sendable {
  /// The signed bytes.
  public let payload: [UInt8]
  /// In ascending order of key id, no key twice.
  public let signatures: [Signature]

  /// The one payload type that a ledger takes.
  public static let payloadType = "application/vnd.in-toto+json"
  /// The most signatures on one envelope. // Format §2
  public static let maximumSignatures = 64
  /// The most bytes of a stored envelope: the largest statement in base64 (349,528), 64 signatures of our algorithms with
  /// their key ids (at most 182 each), and their frame.
  public static let maximumByteCount = 393_216

  public struct Signature: Sendable {
    public let keyID: KeyID
    public let bytes: [UInt8]

    /// The most bytes that are read as a signature, many times what our algorithms make.
    static let maximumByteCount = 1_024

    public init(keyID: KeyID, bytes: [UInt8]) {
      self.keyID = keyID
      self.bytes = bytes
    }
  }

  /// An envelope around a payload; signatures in any order. Refused when a key signs twice or there are too many.
  public init(payload: [UInt8], signatures: [Signature]) throws(Refusal) {
    guard (1...Envelope.maximumSignatures).contains(signatures.count) else {
      throw Refusal(
        .envelopeSignatures,
        "the envelope has \(signatures.count) signatures; 1 to \(Envelope.maximumSignatures) are taken",
        hint: signatures.isEmpty ? "sign it first: pledgebook sign FILE --key KEY --out ENVELOPE" : "remove some")
    }
    guard payload.count <= Statement.maximumByteCount else {
      throw Refusal(
        .statementTooLarge, "the statement has \(payload.count) bytes; at most \(Statement.maximumByteCount) are taken",
        hint: "attest fewer commitments at a time, or move long texts into evidence files")
    }
    let sorted = signatures.sorted { $0.keyID < $1.keyID }
    for (left, right) in zip(sorted, sorted.dropFirst()) where left.keyID == right.keyID {
      throw Envelope.malformed("key \(left.keyID) signs it twice")
    }
    self.init(ordered: sorted, payload: payload)
  }

  /// Signatures whose number and order were looked at.
  init(ordered signatures: [Signature], payload: [UInt8]) {
    self.payload = payload
    self.signatures = signatures
  }

  /// The envelope that these bytes are, in any order of members and with any white space; unknown members are dropped.
  public static func read(_ bytes: [UInt8]) throws(Refusal) -> Envelope {
    // White space and unknown members may make the input somewhat longer than what is stored.
    try read(root(of: bytes, atMost: 2 * maximumByteCount))
  }

  /// The document that somebody hands in as an envelope, no larger than so many bytes.
  static func root(of bytes: [UInt8], atMost limit: Int) throws(Refusal) -> JSONNode {
    guard bytes.count <= limit else {
      throw Refusal(
        .envelopeTooLarge, "there are more than the \(limit) bytes that are read of an envelope",
        hint: "a statement may have \(Statement.maximumByteCount) bytes; move long texts into evidence files")
    }
    do {
      return try JSONDocument(bytes, profile: .strict).root
    } catch {
      throw malformed("it is not strict JSON: \(error.reason) (byte \(error.offset), \(error.code.rawValue))")
    }
  }

  static func read(_ root: JSONNode) throws(Refusal) -> Envelope {
    let list = try signatureList(of: root)
    guard let payload = root.member("payload")?.string.flatMap({ Base64.decode($0) }), !payload.isEmpty else {
      throw malformed("payload is not padded, canonical base64 of at least one byte")
    }
    var signatures: [Signature] = []
    for element in list.elements {
      guard let keyID = element.member("keyid")?.string.flatMap({ KeyID($0) }) else {
        throw malformed("a signature has no keyid, the lowercase hex SHA-256 of the key's SubjectPublicKeyInfo")
      }
      guard let signature = element.member("sig")?.string.flatMap({ Base64.decode($0) }), !signature.isEmpty,
        signature.count <= Signature.maximumByteCount
      else { throw malformed("a signature's sig is not padded, canonical base64") }
      signatures.append(Signature(keyID: keyID, bytes: signature))
    }
    return try Envelope(payload: payload, signatures: signatures)
  }

  /// The signatures of an object that says of itself to be an envelope of statements, not looked at yet.
  static func signatureList(of root: JSONNode) throws(Refusal) -> JSONNode {
    guard root.kind == .object else { throw malformed("it is not an object") }
    guard root.member("payloadType")?.isString(payloadType) == true else {
      throw malformed("payloadType is not \(payloadType)")
    }
    guard let list = root.member("signatures"), list.kind == .array else {
      throw malformed("signatures is not a list")
    }
    guard list.count <= maximumSignatures else {
      throw Refusal(
        .envelopeSignatures, "the envelope has \(list.count) signatures; 1 to \(maximumSignatures) are taken",
        hint: "remove some")
    }
    return list
  }

  /// What is stored and hashed: the canonical JSON of the envelope. // Format §5
  public var canonicalBytes: [UInt8] {
    // Members and signatures are put out in canonical order, and no value needs escaping: base64, hex, a constant.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(payload.count * 4 / 3 + 128 + signatures.count * 260)
    bytes.append(contentsOf: #"{"payload":""#.utf8)
    Base64.append(payload, to: &bytes)
    bytes.append(contentsOf: #"","payloadType":""#.utf8)
    bytes.append(contentsOf: Envelope.payloadType.utf8)
    bytes.append(contentsOf: #"","signatures":["#.utf8)
    for (position, signature) in signatures.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: #"{"keyid":""#.utf8)
      signature.keyID.digest.appendHex(to: &bytes)
      bytes.append(contentsOf: #"","sig":""#.utf8)
      Base64.append(signature.bytes, to: &bytes)
      bytes.append(contentsOf: #""}"#.utf8)
    }
    bytes.append(contentsOf: "]}".utf8)
    return bytes
  }

  /// The same payload with one more signature, or one in the place of an earlier one by the same key.
  public func adding(_ signature: Signature) throws(Refusal) -> Envelope {
    try Envelope(payload: payload, signatures: signatures.filter { $0.keyID != signature.keyID } + [signature])
  }

  @inline(never)
  static func malformed(_ what: String) -> Refusal {
    Refusal(
      .envelopeMalformed, "the envelope is not a DSSE envelope of this ledger's profile: \(what)",
      hint: "make it with pledgebook sign, or see Documentation/Format.md, section 5")
  }
}
