import Cryptography
import Fixtures
import Glibc
import Pledges
import Storage
import Testing

/// Flips single bits of a whole ledger file: each must be noticed, or leave everything that a reader gets as it was.
@Suite("Flipped bits")
struct BitFlipTests {
  /// What became of a flip.
  enum Outcome: Hashable {
    case refused, structure, row, recomputed, harmless, unexplained
  }

  @Test("Every flip is detected, or proven harmless")
  func everyFlip() throws {
    let folder = try TemporaryFolder()
    let sample = try SampleLedger.file(folder.path("ledger.db"), entries: 7, removing: [2])
    let path = folder.path("copy.db")
    try SQLiteLedgerReader.open(folder.path("ledger.db")).backup(to: path)
    let bytes = try folder.read("copy.db")
    let file = open(path, O_WRONLY)
    try #require(file >= 0)
    defer { close(file) }

    var outcomes: [Outcome: Int] = [:]
    for (position, bit) in Self.flips(of: bytes.count) {
      Self.write(bytes[position] ^ 1 << bit, to: file, at: position)
      let outcome = Self.outcome(of: path, against: sample)
      outcomes[outcome, default: 0] += 1
      #expect(outcome != .unexplained, "byte \(position), bit \(bit)")
      Self.write(bytes[position], to: file, at: position)
    }
    #expect(Self.outcome(of: path, against: sample) == .harmless, "the file is as it was")
    // Each of the checks is needed: none of these would be seen by the others.
    for outcome in [Outcome.refused, .structure, .recomputed, .harmless] { #expect(outcomes[outcome, default: 0] > 0) }
  }

  /// The flips to try: some thousands spread over the file, or with PLEDGEBOOK_EVERY_BIT set all there are.
  private static func flips(of count: Int) -> [(position: Int, bit: Int)] {
    if getenv("PLEDGEBOOK_EVERY_BIT") != nil {
      return (0..<count).flatMap { position in (0..<8).map { (position, $0) } }
    }
    var random = SeededGenerator(seed: 20_31)
    // The first page holds the header; schema and rows fill the ends of their pages.
    return (0..<4000).map { number in
      let limit = number % 4 == 0 ? min(count, 4096) : count
      return (Int.random(in: 0..<limit, using: &random), Int.random(in: 0..<8, using: &random))
    }
  }

  private static func write(_ byte: UInt8, to file: Int32, at position: Int) {
    var byte = byte
    #expect(pwrite(file, &byte, 1, off_t(position)) == 1)
  }

  private static func outcome(of path: String, against sample: SampleLedger) -> Outcome {
    do {
      let reader: SQLiteLedgerReader
      do {
        reader = try SQLiteLedgerReader.open(path, timeLimit: .seconds(10))
      } catch {
        return .refused
      }
      guard try reader.structuralFindings().isEmpty else { return .structure }
      var entries: [StoredEntry] = []
      for row in try rows(of: reader) {
        guard case .entry(let entry) = row else { return .row }
        entries.append(entry)
      }
      let hashes = try sample.treeHashes.indices.map { try reader.treeHash(at: UInt64($0)) }
      let checkpoints = try sample.checkpoints.map { try reader.checkpoint(ofSize: $0.size) }
      if entries == sample.entries, hashes == sample.treeHashes, checkpoints == sample.checkpoints { return .harmless }
      let sound =
        try isSound(entries, like: sample) && hashes == sample.treeHashes && checkpoints == sample.checkpoints
      return sound ? .unexplained : .recomputed
    } catch {
      return .row
    }
  }

  /// What verification recomputes from the stored bytes up to a head held outside; each statement names its texts.
  private static func isSound(_ entries: [StoredEntry], like sample: SampleLedger) throws -> Bool {
    var previous = Digest.zero
    for (index, entry) in entries.enumerated() {
      guard entry.index.rawValue == UInt64(index), entry.previous == previous else { return false }
      guard try Digest.sha256(of: [0] + entry.header) == entry.leaf else { return false }
      guard entry.envelope != nil else { return false }
      if let envelope = entry.envelope {
        let lines = String(decoding: entry.header, as: UTF8.self).split(separator: "\n")
        guard lines.last == "envelope \(try Digest.sha256(of: envelope).hex) \(envelope.count)" else { return false }
      }
      guard index < sample.entries.count, let texts = entry.texts,
        try texts.map({ try Digest.sha256(of: $0) }) == sample.entries[index].textDigests,
        entry.textDigests == sample.entries[index].textDigests
      else { return false }
      previous = entry.leaf
    }
    return UInt64(entries.count) == sample.head.size && previous == sample.head.leaf
  }
}
