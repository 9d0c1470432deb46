public import Cryptography
public import TransparencyLog

extension Ledger {
  /// Takes the stored bytes of the next entry and says what is wrong with it. // Format §8
  ///
  /// The same types and the same transition function as admission. After a fault it goes on from the stored bytes, so
  /// that one edit does not hide a second.
  /// `earlier` gives the stored envelope of an earlier entry, for a removal of its words.
  /// `completing` receives the tree hashes that the entry completes, in storage order.
  public mutating func replay(
    _ stored: StoredBytes, completing: inout [Digest],
    earlier: (EntryIndex) -> [UInt8]?
  ) throws(LogError) -> ReplayedEntry {
    try replay(decoder.decode(stored), completing: &completing, earlier: earlier)
  }

  /// The same for stored bytes that were decoded before, perhaps on another thread.
  public mutating func replay(
    _ decoded: DecodedEntry, completing: inout [Digest],
    earlier: (EntryIndex) -> [UInt8]?
  ) throws(LogError) -> ReplayedEntry {
    try tree.append(decoded.leaf, completing: &completing, hasher: &hasher)
    var entry = ReplayedEntry(index: EntryIndex(chain.size), leaf: decoded.leaf)
    entry.header = decoded.header
    checkLinks(&entry)
    checkBody(decoded, &entry, earlier)
    entry.texts = decoded.texts
    chain.advance(leaf: decoded.leaf, recorded: decoded.header?.recorded)
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
    _ decoded: DecodedEntry, _ entry: inout ReplayedEntry,
    _ earlier: (EntryIndex) -> [UInt8]?
  ) {
    guard let bytes = decoded.stored.envelope, let envelope = decoded.envelope else {
      entry.findings.append(Finding("envelope.missing", at: entry.index, "the envelope is not there"))
      state.pass()
      return
    }
    if let header = entry.header { checkDigest(decoded.digest, of: bytes.count, header, &entry) }
    do {
      let body = try verifier.verify(envelope.get(), keys: state)
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
        Entry(
          stamp: EntryStamp(index: entry.index, recorded: recorded), leaf: entry.leaf, body: body,
          earlierTexts: body.earlierTexts(from: earlier)))
      entry.body = body
    } catch {
      entry.findings.append(Finding(error, at: entry.index))
      state.pass()
    }
  }

  private func checkDigest(
    _ digest: Result<Digest, CryptographyError>?, of byteCount: Int, _ header: EntryHeader, _ entry: inout ReplayedEntry
  ) {
    switch digest {
    case nil:
      entry.findings.append(
        Finding(
          "envelope.digest", at: entry.index, "the envelope is not the one that the header names",
          expected: "\(header.envelopeByteCount) bytes", found: "\(byteCount) bytes"))
    case .success(let digest):
      guard digest != header.envelope else { return }
      entry.findings.append(
        Finding(
          "envelope.digest", at: entry.index, "the envelope is not the one that the header names",
          expected: header.envelope.hex, found: digest.hex))
    case .failure(let error):
      entry.findings.append(Finding("envelope.digest", at: entry.index, error.reason, expected: header.envelope.hex))
    }
  }
}
