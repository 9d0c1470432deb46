import CanonicalJSON
import Cryptography
import Pledges

extension Harness {
  static let envelopes = [envelope, submission, disclosure, header, exportLine]

  /// An envelope as it is stored, read by position, and as it comes, read as JSON. // Format §5
  private static let envelope = Harness("envelope", largest: 8_192) { bytes in
    let read = Result { try Envelope.read(bytes) }
    let stored = Result { try Envelope.readStored(bytes) }
    let isCanonical = (try? read.get())?.canonicalBytes == bytes
    try hold(((try? stored.get()) != nil) == isCanonical, "the two readers of envelopes disagree")
    let written = try read.get().canonicalBytes
    let second = try again("the canonical envelope") { try Envelope.readStored(written) }
    try same(second.canonicalBytes, written, "the canonical envelope has another form")
  }

  /// An envelope as somebody hands it in, with its words. // Format §5
  private static let submission = Harness("submission", largest: 8_192) { bytes in
    let submitted = try SubmittedEnvelope.read(bytes)
    let written = submitted.canonicalBytes
    let second = try again("a submission written again") { try SubmittedEnvelope.read(written) }
    try same(second.canonicalBytes, written, "a submission has another form")
    let envelope = submitted.envelope.canonicalBytes
    let stored = try again("its envelope") { try Envelope.readStored(envelope) }
    try same(stored.payload, submitted.envelope.payload, "the payload changed")
    if let statement = try? Statement.read(submitted.envelope.payload), (try? statement.check(submitted.texts)) != nil {
      let (named, given) = (Set(statement.textDigests), Set(submitted.texts.map(\.digest)))
      try hold(given.isSubset(of: named), "words that the statement does not name were taken")
      // Which words a statement of a later version needs, nobody here can say.
      try hold(given == named || statement.payload == nil, "words that the statement names were not missed")
    }
  }

  /// The words of a detached text, as each form that they can have. // Format §3
  private static let disclosure = Harness("disclosure") { bytes in
    let disclosure = try Disclosure(unchecked: bytes)
    _ = try taken(disclosure.textBytes)
    let salt = try again("a disclosure that has content") {
      try taken(JSONDocument(bytes, profile: .ledger).root.member("salt")?.string.flatMap(hexadecimal))
    }
    func written<Words: DetachedWords>(_ type: Words.Type) throws {
      guard let words: Words = disclosure.words() else { return }
      try same(try Disclosure(words, salt: salt).bytes, bytes, "\(type)")
    }
    try written(String.self)
    try written(TextMap.self)
    try written(EvidenceItem.Words.self)
    try written(Attestation.Affirmation.self)
    try written(Review.Words.self)
  }

  private static func hexadecimal(_ text: String) -> [UInt8]? {
    // Two salts make a digest's worth of digits.
    Digest(hex: text + text).map { Array($0.bytes.prefix(text.utf8.count / 2)) }
  }

  /// The six lines that are hashed into the chain. // Format §6
  private static let header = Harness("header", largest: 600) { bytes in
    try same(try taken(EntryHeader(bytes)).bytes, bytes, "the header has another form")
  }

  /// A line of an export. // Format §7
  private static let exportLine = Harness("export", largest: 8_192) { bytes in
    let entry = try PortableEntry.read(bytes)
    let second = try again("the line written again") { try PortableEntry.read(entry.line) }
    try same(second.line, entry.line, "the line has another form")
    try hold(
      second.index == entry.index && second.stored.header == entry.stored.header
        && second.stored.envelope == entry.stored.envelope && second.stored.texts == entry.stored.texts,
      "the line says something else")
  }
}
