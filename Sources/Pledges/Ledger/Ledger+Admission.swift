public import Cryptography
internal import TransparencyLog

/// An entry that was admitted and is not stored yet.
public struct AdmittedEntry: Sendable {
  public var header: EntryHeader
  /// The header as it is stored and hashed.
  public var headerBytes: [UInt8]
  public var leaf: Digest
  /// The envelope as it is stored and hashed.
  public var envelopeBytes: [UInt8]
  public var statementDigest: Digest
  public var statement: Statement
  /// The words of its detached texts, in ascending order of digest.
  public var texts: [Disclosure]
  /// The tree hashes that this entry completes, in storage order, leaf first.
  public var completed: [Digest]
}

extension Ledger {
  /// Makes an envelope the next entry, or says why not; a refusal leaves the ledger as it was.
  ///
  /// In: envelope → verified envelope → header → transition. Each step is another type.
  ///
  /// `earlier` gives the stored envelope of an earlier entry, for a removal of its words.
  public mutating func admit(
    _ submitted: SubmittedEnvelope, at now: Instant, earlier: (EntryIndex) -> [UInt8]?
  ) throws(Refusal) -> AdmittedEntry {
    try admit(verifier.examine(submitted, keys: state), at: now, earlier: earlier)
  }

  /// The same for an envelope that another thread examined: keys, rules and place are decided here, and no signature
  /// goes unchecked.
  public mutating func admit(
    _ examined: ExaminedEnvelope, at now: Instant, earlier: (EntryIndex) -> [UInt8]?
  ) throws(Refusal) -> AdmittedEntry {
    let body = try verifier.verify(examined, keys: state)
    let bytes = examined.bytes
    guard bytes.count <= Envelope.maximumByteCount else {
      throw Refusal(
        .envelopeTooLarge, "the envelope has \(bytes.count) bytes; at most \(Envelope.maximumByteCount) are stored",
        hint: "move long texts into evidence files")
    }
    if case .unknown(let kind, _) = body.statement.predicate {
      throw Refusal(
        .statementKind, "this program does not know the kind \(kind)", hint: "use a version that does")
    }
    try state.checkLinks(of: body.statement, examined.texts)
    do {
      let header = try chain.header(
        kind: body.statement.kind, envelope: examined.digest, envelopeByteCount: bytes.count,
        recorded: now)
      let headerBytes = header.bytes
      let leaf = try hasher.leaf(headerBytes.span)
      let growth = try tree.growth(by: leaf, hasher: &hasher)
      // The last step that can fail, and it changes nothing when it does.
      try state.apply(
        Entry(
          stamp: EntryStamp(index: header.index, recorded: now), leaf: leaf, body: body,
          earlierTexts: body.earlierTexts(from: earlier)))
      tree.append(growth)
      chain.advance(leaf: leaf, recorded: now)
      signatureCount += UInt64(body.signers.count)
      return AdmittedEntry(
        header: header, headerBytes: headerBytes, leaf: leaf, envelopeBytes: bytes,
        statementDigest: body.statementDigest, statement: body.statement, texts: examined.texts,
        completed: growth.completed)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(
        .signatureUnsupported, "the entry could not be hashed: \(error)", hint: "try again")
    }
  }
}

extension VerifiedEnvelope {
  /// The digests in the entry from which it removes words, where it does and where that is a statement. // Format §11
  func earlierTexts(from earlier: (EntryIndex) -> [UInt8]?) -> [Digest] {
    guard case .redact(let redaction) = statement.predicate, let bytes = earlier(redaction.entry) else { return [] }
    do throws(Refusal) {
      return try Statement.read(Envelope.readStored(bytes).payload).textDigests
    } catch {
      // Whatever else was found there: no statement, no texts.
      return []
    }
  }
}
