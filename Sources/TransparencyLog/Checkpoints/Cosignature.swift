/// What a timestamped Ed25519 signature line holds behind its key id. // tlog-cosignature, version 1
///
///     timestamp (8 bytes, big-endian, seconds since 1970)  ‖  Ed25519 signature (64 bytes)
///
/// It says: at that time the largest consistent tree seen for this origin had this root. It says nothing about
/// extension lines, though it covers them.
public struct Cosignature: Hashable, Sendable {
  /// The largest time that the field's programs can read.
  public static let maximumTimestamp: UInt64 = 1 << 63 - 1
  private static let timestampCount = 8
  private static let signatureCount = 64

  /// Seconds since 1970 by the cosigner's clock.
  public let timestamp: UInt64
  /// The 64 bytes of the signature.
  public let signature: [UInt8]

  init(timestamp: UInt64, signature: [UInt8]) {
    self.timestamp = timestamp
    self.signature = signature
  }

  /// The cosignature in a line, or nil when the line does not hold 72 bytes or the time is too large.
  public init?(_ line: NoteSignature) {
    guard line.signature.count == Cosignature.timestampCount + Cosignature.signatureCount else { return nil }
    timestamp = line.signature.prefix(Cosignature.timestampCount).reduce(0) { $0 << 8 | UInt64($1) }
    signature = Array(line.signature.suffix(Cosignature.signatureCount))
    guard timestamp <= Cosignature.maximumTimestamp else { return nil }
  }

  var bytes: [UInt8] {
    stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: timestamp >> UInt64($0)) } + signature
  }

  /// The bytes that are signed: the time and the whole text of the note, extension lines included.
  static func message(timestamp: UInt64, checkpointText: [UInt8]) -> [UInt8] {
    Array("cosignature/v1\ntime \(timestamp)\n".utf8) + checkpointText
  }
}
