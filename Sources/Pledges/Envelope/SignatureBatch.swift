public import Cryptography

/// Signatures that are still to be checked, with all it takes: one stretch of bytes for all messages and signatures.
///
/// Packed, because it is filled on one thread and checked on another: what is handed over is a handful of allocations a
/// batch and none a signature.
public struct SignatureBatch: Sendable {
  private var bytes: [UInt8] = []
  private var checks: [Check] = []

  private struct Check: Sendable {
    let message: Range<Int>
    let signature: Range<Int>
    let key: PublicKey
  }

  /// So many signatures, or so many bytes, cost enough that handing them over costs nothing beside their checks.
  private static let enough = (count: 128, bytes: 1 << 19)

  public init() {}

  public var isEmpty: Bool { checks.isEmpty }

  /// Whether it is worth another thread's while.
  public var isFull: Bool { checks.count >= Self.enough.count || bytes.count >= Self.enough.bytes }

  /// Hands all over and begins anew.
  public mutating func take() -> SignatureBatch {
    var next = SignatureBatch()
    // The next batch will be about as large.
    next.bytes.reserveCapacity(bytes.count)
    next.checks.reserveCapacity(checks.count)
    swap(&self, &next)
    return next
  }

  /// Adds a signature over these very bytes.
  public mutating func add(_ signature: [UInt8], over message: [UInt8], by key: PublicKey) {
    let start = bytes.count
    bytes.append(contentsOf: message)
    add(signature, over: start..<bytes.count, by: key)
  }

  /// Adds the signatures over a statement, each by its key. // Format §5
  mutating func add(_ signatures: ArraySlice<Envelope.Signature>, over payload: [UInt8], by keys: [PublicKey]) {
    let start = bytes.count
    PreAuthenticationEncoding.append(type: Envelope.payloadType, body: payload, to: &bytes)
    let message = start..<bytes.count
    for (signature, key) in zip(signatures, keys) { add(signature.bytes, over: message, by: key) }
  }

  private mutating func add(_ signature: [UInt8], over message: Range<Int>, by key: PublicKey) {
    let start = bytes.count
    bytes.append(contentsOf: signature)
    checks.append(Check(message: message, signature: start..<bytes.count, key: key))
  }

  /// Whether every signature is one of its key over its message.
  public func areValid(by verifier: inout SignatureVerifier) throws(CryptographyError) -> Bool {
    let bytes = bytes.span
    for check in checks {
      let (signature, message) = (bytes.extracting(check.signature), bytes.extracting(check.message))
      guard try verifier.isValid(signature, over: message, by: check.key) else { return false }
    }
    return true
  }
}
