public import Cryptography
public import Pledges

/// Who acts in the sample ledgers, each with fresh keys: nothing here may depend on the bytes of a key.
public struct Cast: Sendable {
  public let registrar: PrivateKey
  public let secondRegistrar: PrivateKey
  public let log: PrivateKey
  public let nextLog: PrivateKey
  /// The keys of Quillonia, a signatory, in the order in which it brings them in.
  public let quillonia: [PrivateKey]
  /// Brindlemark, a signatory with a key of the other algorithm.
  public let brindlemark: PrivateKey
  public let reviewer: PrivateKey
  public let challenger: PrivateKey
  /// The key that the challenger gets once it has lost its own.
  public let recovered: PrivateKey
  public let panel: PrivateKey
  public let stranger: PrivateKey

  public init() throws {
    registrar = try PrivateKey.generate(.ed25519)
    secondRegistrar = try PrivateKey.generate(.ecdsaP256)
    log = try PrivateKey.generate(.ed25519)
    nextLog = try PrivateKey.generate(.ed25519)
    quillonia = try (0..<3).map { _ in try PrivateKey.generate(.ed25519) }
    brindlemark = try PrivateKey.generate(.ecdsaP256)
    reviewer = try PrivateKey.generate(.ed25519)
    challenger = try PrivateKey.generate(.ed25519)
    recovered = try PrivateKey.generate(.ecdsaP256)
    panel = try PrivateKey.generate(.ed25519)
    stranger = try PrivateKey.generate(.ed25519)
  }
}

/// A text of the samples that turned out not to be what its type takes.
public struct UnusableSample: Error {
  let what: String

  public init(what: String) {
    self.what = what
  }
}

/// The value, or an error that names what is missing.
public func given<Value>(_ value: Value?, _ what: String = "\(Value.self)") throws -> Value {
  guard let value else { throw UnusableSample(what: what) }
  return value
}

/// What is handed in of a payload: its envelope, signed by these keys, with the words that the samples made for it.
public func submission(_ payload: [UInt8], by keys: [PrivateKey]) throws -> SubmittedEnvelope {
  SubmittedEnvelope(envelope: try envelope(payload, by: keys), texts: Samples.disclosures(of: payload))
}

/// The envelope of a payload, signed by these keys.
public func envelope(_ payload: [UInt8], by keys: [PrivateKey]) throws -> Envelope {
  let message = PreAuthenticationEncoding.bytes(statement: payload)
  return try Envelope(
    payload: payload,
    signatures: keys.map { Envelope.Signature(keyID: $0.publicKey.keyID, bytes: try $0.sign(message)) })
}
