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
    guard bytes.count <= maximumByteCount else {
      throw Refusal(
        .envelopeTooLarge, "the envelope has \(bytes.count) bytes; at most \(Envelope.maximumByteCount) are stored",
        hint: "a statement may have \(Statement.maximumByteCount) bytes; move long texts into evidence files")
    }
    let document: JSONDocument
    do {
      document = try JSONDocument(bytes, profile: .strict)
    } catch {
      throw Envelope.malformed("it is not strict JSON: \(error.reason) (byte \(error.offset), \(error.code.rawValue))")
    }
    let envelope = try Envelope.read(document.root)
    return SubmittedEnvelope(envelope: envelope, texts: try disclosures(document.root.member("texts")))
  }

  /// The disclosures in a list, or none where there is no list.
  public static func disclosures(_ list: JSONNode?) throws(Refusal) -> [Disclosure] {
    guard let list else { return [] }
    guard list.kind == .array else {
      throw Refusal(.textForm, "texts is not a list", hint: "make it with pledgebook sign")
    }
    guard list.count <= Statement.maximumTexts else { throw tooLarge("there are \(list.count) disclosures") }
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

  /// Every detached text of the statement has its disclosure, of the right form, and there is no other. // Format §5, §11
  public func check(against statement: Statement) throws(Refusal) {
    let size = texts.reduce(0) { $0 + $1.bytes.count }
    guard texts.count <= Statement.maximumTexts else { throw Self.tooLarge("there are \(texts.count) disclosures") }
    guard size <= Self.maximumTextByteCount else { throw Self.tooLarge("the disclosures have \(size) bytes") }
    let contents = try contents()
    let places = statement.texts
    let named = Set(places.map(\.digest))
    for text in texts where !named.contains(text.digest) {
      throw Refusal(
        .textDigest, "the statement names no text \(text.digest)",
        hint: "the words or their salt were changed after the statement was made: draft it again")
    }
    for place in places {
      guard let position = position(of: place.digest) else {
        throw Refusal(
          .textMissing, "the words of \(place.place) are not there, text \(place.digest)",
          hint: "hand the statement in with the texts it was made with")
      }
      if let fault = contents[position].fault(place.form) {
        throw Refusal(.textForm, "\(place.place), text \(place.digest): \(fault)", hint: "draft it again")
      }
    }
  }

  /// What each disclosure says; no two are the same, or have one salt. // Format §5
  private func contents() throws(Refusal) -> [Disclosure.Content] {
    var contents: [Disclosure.Content] = []
    var salts: Set<Disclosure.Salt> = []
    for (position, text) in texts.enumerated() {
      if position > 0, texts[position - 1].digest == text.digest {
        throw Refusal(.textDigest, "text \(text.digest) is disclosed twice", hint: "disclose each text once")
      }
      guard let content = text.content else {
        throw Refusal(.textForm, "text \(text.digest): \(Disclosure.formFault)", hint: "draft it again")
      }
      guard salts.insert(content.salt).inserted else {
        throw Refusal(.textForm, "two disclosures have one salt", hint: "make a new random salt for each text")
      }
      contents.append(content)
    }
    return contents
  }

  private func position(of digest: Digest) -> Int? {
    let place = texts.indices.firstPlace { texts[$0].digest < digest }
    return place < texts.count && texts[place].digest == digest ? place : nil
  }

  private static func tooLarge(_ what: String) -> Refusal {
    Refusal(
      .textTooLarge,
      "\(what); at most \(Statement.maximumTexts) disclosures and \(maximumTextByteCount) bytes are taken",
      hint: "attest fewer commitments at a time, or move long texts into evidence files")
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
