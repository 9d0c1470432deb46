import Cryptography
import LedgerFixtures
import Pledges
import TransparencyLog

/// The ledger of `Tests/Format1`, which has an entry of every kind, with what its state was before each of them.
struct RealLedger: Sendable {
  struct Entry: Sendable {
    let header: EntryHeader
    let envelope: Envelope
    let stored: StoredBytes
  }

  let entries: [Entry]
  /// The state behind the first entries: none, one, two, up to all of them.
  let archives: [MemoryArchive]
  private let publications: [EntryIndex: AccordPublication]
  let checkpoint: SignedCheckpoint
  let logKey: VerifierKey
  /// The published files by their paths.
  let files: [String: [UInt8]]

  /// Read at its first use. Without it nothing can be tried.
  static let kept: RealLedger = prepared { try RealLedger() }

  static let bundlePath = "tile/entries/000.p/42"
  static let envelopesPath = "tile/envelopes/000.p/42"
  static let textsPath = "tile/texts/000.p/42"
  static let hashesPath = "tile/0/000.p/42"

  private init() throws {
    var files: [String: [UInt8]] = [:]
    let paths = [Self.bundlePath, Self.envelopesPath, Self.textsPath, Self.hashesPath, "checkpoint", "ledger.json"]
    for path in paths { files[path] = try Repository.bytes(of: "Tests/Format1/site/\(path)") }
    self.files = files
    let vkey = try Repository.bytes(of: "Tests/Format1/log.vkey").prefix { $0 != UInt8(ascii: "\n") }
    logKey = try VerifierKey(String(decoding: vkey, as: UTF8.self))
    checkpoint = try SignedCheckpoint(files["checkpoint"] ?? [])

    let headers = try EntryBundle(bytes: files[Self.bundlePath] ?? [], width: 42).entries
    let lines = (files[Self.envelopesPath] ?? []).split(separator: UInt8(ascii: "\n")).map { Array($0) }
    var entries: [Entry] = []
    for (header, line) in zip(headers, lines) {
      entries.append(
        Entry(
          header: try taken(EntryHeader(header)), envelope: try Envelope.readStored(line),
          stored: StoredBytes(header: header, envelope: line)))
    }
    self.entries = entries
    publications = Self.publications(in: entries)
    var ledger = try Ledger(signatures: .vouched)
    var archives = [MemoryArchive(ledger)]
    for entry in entries {
      var completed: [Digest] = []
      let replayed = try ledger.replay(entry.stored, completing: &completed) { index in
        entries.indices.contains(Int(clamping: index.rawValue)) ? entries[Int(index.rawValue)].stored.envelope : nil
      }
      guard replayed.findings.isEmpty else { throw Contradiction("\(replayed.findings)") }
      archives.append(MemoryArchive(ledger))
    }
    self.archives = archives
  }

  /// The ledger behind some of its entries; signatures are taken as given.
  func resumed(
    _ archive: MemoryArchive, core: [UInt8]? = nil, in parts: (any LedgerArchive)? = nil,
    accord: ((EntryIndex) -> AccordPublication?)? = nil
  ) throws -> Ledger {
    try Ledger.resumed(
      archivedCore: core ?? archive.coreBytes, in: parts ?? archive, signatures: .vouched
    ) { index in
      accord.map { $0(index) } ?? publication(at: index)
    }
  }

  func envelope(of index: EntryIndex) -> [UInt8]? {
    entries.indices.contains(Int(clamping: index.rawValue)) ? entries[Int(index.rawValue)].stored.envelope : nil
  }

  func publication(at index: EntryIndex) -> AccordPublication? { publications[index] }

  private static func publications(in entries: [Entry]) -> [EntryIndex: AccordPublication] {
    var found: [EntryIndex: AccordPublication] = [:]
    for entry in entries where entry.header.kind.text == "accord.publish" {
      guard let statement = try? Statement.read(entry.envelope.payload),
        case .accordPublish(let publication) = statement.predicate
      else { continue }
      found[entry.header.index] = publication
    }
    return found
  }
}
