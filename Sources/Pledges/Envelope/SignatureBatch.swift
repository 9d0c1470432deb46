public import Cryptography

/// Signatures that are still to be checked, with all it takes.
///
/// It is filled on one thread and checked on another. Messages and signatures are shared with the envelopes that they come
/// from; what a signature covers is put together where it is checked, in a buffer that is reused.
public struct SignatureBatch: Sendable {
  private var checks: [Check] = []
  private var byteCount = 0

  private struct Check: Sendable {
    let message: Message
    let signature: [UInt8]
    let key: PublicKey
  }

  private enum Message: Sendable {
    /// These very bytes.
    case plain([UInt8])
    /// The encoding of a statement. // Format §5
    case statement([UInt8])
  }

  /// So many signatures, or so many bytes, cost enough that handing them over costs nothing beside their checks.
  private static let enough = (count: 128, bytes: 1 << 19)

  public init() {}

  public var isEmpty: Bool { checks.isEmpty }

  /// Whether it is worth another thread's while.
  public var isFull: Bool { checks.count >= Self.enough.count || byteCount >= Self.enough.bytes }

  /// Hands all over and begins anew.
  public mutating func take() -> SignatureBatch {
    var next = SignatureBatch()
    // The next batch will be about as large.
    next.checks.reserveCapacity(checks.count)
    swap(&self, &next)
    return next
  }

  /// Adds a signature over these very bytes.
  public mutating func add(_ signature: [UInt8], over message: [UInt8], by key: PublicKey) {
    checks.append(Check(message: .plain(message), signature: signature, key: key))
    byteCount += message.count
  }

  /// Adds the signatures over a statement, each by its key. // Format §5
  mutating func add(_ signatures: ArraySlice<Envelope.Signature>, over payload: [UInt8], by keys: [PublicKey]) {
    for (signature, key) in zip(signatures, keys) {
      checks.append(Check(message: .statement(payload), signature: signature.bytes, key: key))
      byteCount += payload.count
    }
  }

  /// Whether every signature is one of its key over its message.
  public func areValid(by verifier: inout SignatureVerifier) throws(CryptographyError) -> Bool {
    var encoded: [UInt8] = []
    for check in checks {
      let isValid: Bool
      switch check.message {
      case .plain(let message):
        isValid = try verifier.isValid(check.signature, over: message, by: check.key)
      case .statement(let payload):
        encoded.removeAll(keepingCapacity: true)
        PreAuthenticationEncoding.append(type: Envelope.payloadType, body: payload, to: &encoded)
        isValid = try verifier.isValid(check.signature, over: encoded, by: check.key)
      }
      guard isValid else { return false }
    }
    return true
  }
}
