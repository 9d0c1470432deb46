internal import CommandLineTools
internal import Cryptography
internal import Pledges

/// Which algorithms the synthetic signatories use.
public enum AlgorithmChoice: String, Sendable, CaseIterable {
  case ed25519
  case ecdsaP256 = "ecdsa-p256"
  /// One signatory this, the next that.
  case mixed

  func algorithm(of signatory: Int) -> SignatureAlgorithm {
    switch self {
    case .ed25519: .ed25519
    case .ecdsaP256: .ecdsaP256
    case .mixed: signatory.isMultiple(of: 2) ? .ed25519 : .ecdsaP256
    }
  }
}

/// The keys of a synthetic ledger: registrar, log and signatories, all real.
struct SyntheticParties {
  let registrar: PrivateKey
  let log: PrivateKey
  let signatories: [(id: PartyID, key: PrivateKey)]

  init(signatoryCount: Int, algorithm: AlgorithmChoice) throws {
    registrar = try PrivateKey.generate(.ed25519)
    log = try PrivateKey.generate(.ed25519)
    signatories = try (0..<signatoryCount).map { number in
      (try made(PartyID("body-\(number + 1)")), try PrivateKey.generate(algorithm.algorithm(of: number)))
    }
  }
}

/// A value that cannot be missing, as a mistake of this program when it is.
func made<Value>(_ value: Value?) throws(CommandError) -> Value {
  guard let value else {
    throw CommandError(code: "bench.failed", message: "a synthetic value is not well-formed", exit: .io)
  }
  return value
}

/// A statement signed by these keys, with its words.
func envelope(
  _ statement: Statement, words texts: [Disclosure] = [], _ keys: PrivateKey...
) throws -> SubmittedEnvelope {
  let payload = try made(statement.payload)
  let message = PreAuthenticationEncoding.bytes(statement: payload)
  let envelope = try Envelope(
    payload: payload,
    signatures: keys.map { Envelope.Signature(keyID: $0.publicKey.keyID, bytes: try $0.sign(message)) })
  return SubmittedEnvelope(envelope: envelope, texts: texts)
}
