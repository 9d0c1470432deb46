public import CanonicalJSON
internal import Cryptography

/// An envelope as somebody hands it in: with the words of its detached texts, which are no part of what is signed.
/// // Format §5
///
///     {"payload": "…", "payloadType": "…", "signatures": […], "texts": [{"salt": "…", "text": …}, …]}
public struct SubmittedEnvelope: Sendable {
  public let envelope: Envelope
  /// In ascending order of digest.
  public let texts: [Disclosure]

  /// The most bytes of all disclosures of an envelope together, as canonical JSON. // Format §2
  public static let maximumTextByteCount = 262_144
  /// The most bytes that are read: white space and unknown members may make the input longer than what is stored.
  public static let maximumByteCount = 2 * (Envelope.maximumByteCount + maximumTextByteCount)

  public init(envelope: Envelope, texts: [Disclosure]) {
    self.envelope = envelope
    self.texts = texts.sorted { $0.digest < $1.digest }
  }

  /// The submission that these bytes are, in any order of members and with any white space; unknown members are dropped.
  public static func read(_ bytes: [UInt8]) throws(Refusal) -> SubmittedEnvelope {
    let root = try Envelope.root(of: bytes, atMost: maximumByteCount)
    return SubmittedEnvelope(envelope: try Envelope.read(root), texts: try disclosures(root.member("texts")))
  }

  /// The disclosures in a list, or none where there is no list.
  public static func disclosures(_ list: JSONNode?) throws(Refusal) -> [Disclosure] {
    guard let list else { return [] }
    guard list.kind == .array else {
      throw Refusal(.textForm, "texts is not a list", hint: "make it with pledgebook sign")
    }
    guard list.count <= Statement.maximumTexts else {
      throw Refusal.textsTooLarge("there are \(list.count) disclosures")
    }
    var texts: [Disclosure] = []
    for element in list.elements {
      do {
        texts.append(try Disclosure(unchecked: element.canonicalBytes()))
      } catch {
        throw EnvelopeVerifier.unavailable(error)
      }
    }
    return texts
  }

  /// The submission as one line of canonical JSON.
  public var canonicalBytes: [UInt8] {
    guard !texts.isEmpty else { return envelope.canonicalBytes }
    // `texts` comes last in the order of canonical JSON, behind what is stored.
    return envelope.canonicalBytes.dropLast() + Array(#","texts":"#.utf8) + texts.list + [UInt8(ascii: "}")]
  }

  /// The same with one more signature, or one in the place of an earlier one by the same key.
  public func adding(_ signature: Envelope.Signature) throws(Refusal) -> SubmittedEnvelope {
    SubmittedEnvelope(envelope: try envelope.adding(signature), texts: texts)
  }
}

extension [Disclosure] {
  /// The disclosures as a canonical JSON list, in their order. // Format §7
  public var list: [UInt8] {
    var bytes = [UInt8(ascii: "[")]
    for (position, text) in enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += text.bytes
    }
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }
}
