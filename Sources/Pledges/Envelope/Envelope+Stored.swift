internal import CanonicalJSON
internal import Cryptography

extension Envelope {
  /// The envelope that these stored bytes are; refused unless they are its canonical form. // Format §5
  public static func readStored(_ bytes: [UInt8]) throws(Refusal) -> Envelope {
    guard bytes.count <= maximumByteCount else {
      throw Refusal(
        .envelopeTooLarge, "the stored envelope has \(bytes.count) bytes; at most \(maximumByteCount) are stored",
        hint: "compare with another copy of the ledger")
    }
    if let envelope = Envelope(canonical: bytes) { return envelope }
    return try readStoredByRule(bytes)
  }

  /// The rule as the format says it: read the JSON, write it again, compare. It says what is wrong with the rest.
  static func readStoredByRule(_ bytes: [UInt8]) throws(Refusal) -> Envelope {
    let envelope = try read(bytes)
    guard envelope.canonicalBytes == bytes else { throw malformed("it is not in canonical form") }
    return envelope
  }

  /// The envelope, where the bytes are exactly what `canonicalBytes` writes, read by position; nil for anything else.
  ///
  /// No value of an envelope needs an escape, so its canonical form has one spelling. Tests hold it against the rule.
  init?(canonical bytes: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    var cursor = ByteCursor(bytes.span)
    guard cursor.take(#"{"payload":""#), let text = cursor.take(upTo: quote), let payload = Base64.decode(text),
      !payload.isEmpty, payload.count <= Statement.maximumByteCount,
      cursor.take(#"","payloadType":"application/vnd.in-toto+json","signatures":["#)
    else { return nil }
    var signatures: [Signature] = []
    repeat {
      guard cursor.take(#"{"keyid":""#), let digest = cursor.digest(),
        signatures.last.map({ $0.keyID.digest < digest }) ?? true,
        cursor.take(#"","sig":""#), let text = cursor.take(upTo: quote), let signature = Base64.decode(text),
        !signature.isEmpty, signature.count <= Signature.maximumByteCount, cursor.take(#""}"#)
      else { return nil }
      signatures.append(Signature(keyID: KeyID(digest), bytes: signature))
    } while signatures.count < Envelope.maximumSignatures && cursor.take(",")
    guard cursor.take("]}"), cursor.isAtEnd else { return nil }
    self.init(ordered: signatures, payload: payload)
  }
}
