internal import Cryptography
internal import Pledges
internal import Storage
internal import TransparencyLog

/// Puts words beside the envelopes of a publication, and takes out those that entries removed. // Format §7
///
/// It begins once all entries up to the checkpoint lie there, so that every removal is known before the first words are
/// written, and it ends before the checkpoint is put in place.
struct TextPublishing {
  private let source: any LedgerReading
  private let role: Publisher.Role
  private let files: any PublishingFiles
  private let old: UInt64
  private let tiles: PublishedTiles
  private let removed: RemovedTexts
  private var unfinished: UnfinishedTexts
  /// Words that no entry removed and the source of a copy does not have.
  private(set) var notOffered: [(entry: EntryIndex, digest: Digest)] = []
  /// How many words the source still has that an entry removed; none of them was written.
  private(set) var lateCount = 0

  /// - Parameter removals: the entries up to the new size that remove words.
  init(
    _ source: any LedgerReading, as role: Publisher.Role, from old: UInt64, to new: UInt64, removals: [EntryIndex],
    _ unfinished: UnfinishedTexts, into files: any PublishingFiles
  ) throws(PublicationError) {
    self.source = source
    self.role = role
    self.files = files
    self.old = old
    self.unfinished = unfinished
    tiles = PublishedTiles(files: files, size: new)
    removed = try RemovedTexts(by: removals, in: tiles)
  }

  /// Writes the words of the tiles that lacked some before, and of the new ones.
  mutating func write(
    _ new: Range<UInt64>, _ placer: inout FilePlacer, _ progress: (_ tile: UInt64) -> Void
  ) throws {
    let count = PublicationPath.tileCount(size: tiles.size)
    for tile in unfinished.noted(below: count) where !new.contains(tile) { try write(tile, &placer) }
    for tile in new {
      try write(tile, &placer)
      progress(tile)
    }
  }

  /// Notes which tiles lack words now; what they have has to be durable by then.
  func noteUnfinished(_ placer: inout FilePlacer) throws(PublicationError) {
    try unfinished.note(&placer)
  }

  private mutating func write(_ tile: UInt64, _ placer: inout FilePlacer) throws {
    let kept = role == .copy ? try keptTexts(tile) : []
    let lacking = notOffered.count
    var lines: [[Disclosure]] = []
    let envelopes = try tiles.ownEnvelopes(tile)
    for offset in 0..<envelopes.count {
      let entry = EntryIndex(tile << 8 + UInt64(offset))
      let own = offset < kept.count ? kept[offset] : []
      lines.append(try texts(of: entry, NamedTexts(inEnvelope: envelopes.envelope(offset)), own))
    }
    if notOffered.count > lacking { unfinished.append(tile) }
    let path = try PublicationPath.texts(tile, width: lines.count)
    try placer.renew(path.text, with: TextLines.bytes(lines))
  }

  /// What a copy has already, an entry at a time: what its source loses stays, until an entry removes it.
  private func keptTexts(_ tile: UInt64) throws(PublicationError) -> [[[UInt8]]] {
    let now = try tiles.texts(tile)
    let before =
      PublicationPath.width(tile, size: old) > 0 ? try PublishedTiles(files: files, size: old).texts(tile) : nil
    var lines: [[[UInt8]]] = []
    for offset in 0..<now.width {
      var texts = try now.texts(offset)
      if let before, offset < before.width { texts += try before.texts(offset) }
      lines.append(texts)
    }
    return lines
  }

  /// The words of an entry that are published: what its statement names, and no entry removed.
  private mutating func texts(
    of entry: EntryIndex, _ named: NamedTexts, _ own: [[UInt8]]
  ) throws -> [Disclosure] {
    guard !named.digests.isEmpty else { return [] }
    var found: [Digest: Disclosure] = [:]
    for bytes in try source.texts(at: entry) {
      let text = try Disclosure(unchecked: bytes)
      if removed.contains(text.digest) { lateCount += 1 } else { found[text.digest] = text }
    }
    for bytes in own {
      let text = try Disclosure(unchecked: bytes)
      if !removed.contains(text.digest) { found[text.digest] = text }
    }
    var texts: [Disclosure] = []
    for digest in named.digests.sorted() where !removed.contains(digest) {
      if let text = found[digest] {
        texts.append(text)
      } else if named.areAllWords {
        try lack(digest, of: entry)
      }
    }
    return texts
  }

  /// A copy goes without; a ledger that lacks words itself is not published.
  private mutating func lack(_ digest: Digest, of entry: EntryIndex) throws(PublicationError) {
    guard role == .copy else {
      throw PublicationError(
        .textMissing,
        "the words of text \(digest) of entry \(entry) are gone, and no entry up to the checkpoint removes them",
        hint: "run pledgebook verify; if they were removed after the newest checkpoint, publish after the next append")
    }
    notOffered.append((entry, digest))
  }

  /// Takes what was removed out of every file of words.
  func sweep(_ placer: inout FilePlacer) throws {
    try removed.sweep(files, tileCount: PublicationPath.tileCount(size: tiles.size), &placer)
  }
}

/// The digests that a statement names as detached texts. // Format §3
private struct NamedTexts {
  let digests: Set<Digest>
  /// Whether each is one for sure: of a kind that this program does not know nobody here can say.
  let areAllWords: Bool

  /// None for bytes that hold no statement, whose replay says so.
  init(inEnvelope bytes: [UInt8]) {
    do {
      let statement = try PublishedStatement.read(inEnvelope: bytes)
      digests = Set(statement.textDigests)
      if case .unknown = statement.predicate { areAllWords = false } else { areAllWords = true }
    } catch {
      digests = []
      areAllWords = false
    }
  }
}
