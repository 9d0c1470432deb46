/// The bytes that a DSSE signature covers: `DSSEv1 LEN(type) type LEN(body) body`. // DSSE v1.0.2, protocol.md
public enum PreAuthenticationEncoding {
  /// The encoding of a body of any type.
  public static func bytes(type: String, body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.count + type.utf8.count + 32)
    append(type: type, body: body, to: &bytes)
    return bytes
  }

  /// The encoding of a statement, the only type of payload here.
  public static func bytes(statement: [UInt8]) -> [UInt8] {
    bytes(type: Envelope.payloadType, body: statement)
  }

  /// Appends the encoding to a buffer that is reused.
  static func append(type: String, body: [UInt8], to buffer: inout [UInt8]) {
    buffer.append(contentsOf: "DSSEv1 ".utf8)
    buffer.append(decimal: UInt64(type.utf8.count))
    buffer.append(UInt8(ascii: " "))
    buffer.append(contentsOf: type.utf8)
    buffer.append(UInt8(ascii: " "))
    buffer.append(decimal: UInt64(body.count))
    buffer.append(UInt8(ascii: " "))
    buffer.append(contentsOf: body)
  }
}
