public import Cryptography
public import TransparencyLog

extension Ledger {
  /// Takes the stored bytes of the next entry and says what is wrong with it. // Format §8
  ///
  /// The same types and the same transition function as admission. After a fault it goes on from the stored bytes, so
  /// that one edit does not hide a second.
  /// `redaction` gives the stored bytes of a later entry, for a body that was removed.
  /// `completing` receives the tree hashes that the entry completes, in storage order.
  public mutating func replay(
    _ stored: StoredBytes, completing: inout [Digest],
    redaction: (EntryIndex) -> StoredBytes?
  ) throws(LogError) -> ReplayedEntry {
    let leaf = try hasher.leaf(stored.header.span)
    try tree.append(leaf, completing: &completing, hasher: &hasher)
    var entry = ReplayedEntry(index: EntryIndex(chain.size), leaf: leaf)
    entry.header = EntryHeader(stored.header)
    checkLinks(&entry)
    checkBody(stored, &entry, redaction)
    chain.advance(leaf: leaf, recorded: entry.header?.recorded)
    return entry
  }

  /// The chain: each header at its place, linked to the one before, no earlier than it. // Format §6
  private func checkLinks(_ entry: inout ReplayedEntry) {
    guard let header = entry.header else {
      entry.findings.append(
        Finding("header.malformed", at: entry.index, "the header is not six lines of the format's form"))
      return
    }
    if header.index != entry.index {
      entry.findings.append(
        Finding(
          "header.index", at: entry.index, "the header names another index",
          expected: entry.index.description, found: header.index.description))
    }
    if header.previous != chain.leaf {
      entry.findings.append(
        Finding(
          "header.previous", at: entry.index, "the header does not link to the entry before it",
          expected: chain.leaf.hex, found: header.previous.hex))
    }
    if let earlier = chain.recorded, header.recorded < earlier {
      entry.findings.append(
        Finding(
          "header.time", at: entry.index, "the entry was recorded before the one in front of it",
          expected: "\(earlier) or later", found: header.recorded.description))
    }
  }

  private mutating func checkBody(
    _ stored: StoredBytes, _ entry: inout ReplayedEntry,
    _ redaction: (EntryIndex) -> StoredBytes?
  ) {
    guard let bytes = stored.envelope else {
      checkRedaction(stored, &entry, redaction)
      return
    }
    if let header = entry.header { checkDigest(of: bytes, header, &entry) }
    do {
      let envelope = try Envelope.readStored(bytes)
      let body = try verifier.verify(envelope, keys: state)
      entry.checks = verifier.takePending()
      signatureCount += UInt64(body.signers.count)
      if let header = entry.header, header.kind != body.kind {
        entry.findings.append(
          Finding(
            "statement.kind", at: entry.index, "header and statement are of different kinds",
            expected: header.kind.text, found: body.kind.text))
      }
      let recorded = entry.header?.recorded ?? chain.recorded ?? Instant(seconds: 0)
      try state.apply(
        Entry(stamp: EntryStamp(index: entry.index, recorded: recorded), leaf: entry.leaf, body: body))
      entry.body = body
    } catch {
      entry.findings.append(Finding(error, at: entry.index))
      state.pass()
    }
  }

  private mutating func checkDigest(of bytes: [UInt8], _ header: EntryHeader, _ entry: inout ReplayedEntry) {
    guard bytes.count == header.envelopeByteCount else {
      entry.findings.append(
        Finding(
          "envelope.digest", at: entry.index, "the envelope is not the one that the header names",
          expected: "\(header.envelopeByteCount) bytes", found: "\(bytes.count) bytes"))
      return
    }
    do {
      let digest = try bodyHasher.hash(bytes)
      guard digest != header.envelope else { return }
      entry.findings.append(
        Finding(
          "envelope.digest", at: entry.index, "the envelope is not the one that the header names",
          expected: header.envelope.hex, found: digest.hex))
    } catch {
      entry.findings.append(Finding("envelope.digest", at: entry.index, error.reason, expected: header.envelope.hex))
    }
  }

  /// A body may be missing only when a later `payload.redact` says so. // Format §6
  private mutating func checkRedaction(
    _ stored: StoredBytes, _ entry: inout ReplayedEntry,
    _ redaction: (EntryIndex) -> StoredBytes?
  ) {
    do {
      guard let header = entry.header, let by = stored.redactedBy, by > entry.index, let later = redaction(by),
        let laterHeader = EntryHeader(later.header), let bytes = later.envelope,
        case .redact(let redacted) = try Statement.read(Envelope.readStored(bytes).payload).predicate,
        redacted.entry == entry.index
      else {
        entry.findings.append(
          Finding("envelope.missing", at: entry.index, "the body is not there, and no redaction removed it"))
        state.pass()
        return
      }
      try state.apply(
        RedactedEntry(
          stamp: EntryStamp(index: entry.index, recorded: header.recorded), leaf: entry.leaf, kind: header.kind,
          by: EntryStamp(index: by, recorded: laterHeader.recorded), summary: redacted.summary,
          statement: stored.statement))
      entry.isRedacted = true
      redactedCount += 1
    } catch {
      entry.findings.append(Finding(error, at: entry.index))
      state.pass()
    }
  }
}
