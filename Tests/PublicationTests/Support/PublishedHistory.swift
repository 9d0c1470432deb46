import LedgerFixtures
import Pledges
import Publication
import TransparencyLog

/// A ledger as it was published time after time, with everything that lay there in between.
///
/// 9 and 10 are attestations that name one text both; `turn` brings in another log key, two entries later the words of 9
/// are removed, and two later those of the attestation before.
final class PublishedHistory: Sendable {
  /// 265 entries, so that tiles fill on the way.
  static let long = PublishedHistory(turn: 254)
  /// 25 entries, for many runs.
  static let short = PublishedHistory(turn: 14)

  let turn: Int
  let entries: [AdmittedEntry]
  /// From the first checkpoint on, in order.
  let moments: [Moment]
  /// Everything but words, checkpoints and descriptions that was ever published, each under one name for ever.
  let immutable: [String: [UInt8]]
  /// What somebody who begins at a size publishes.
  let fresh: [Int: [String: [UInt8]]]

  /// The entries that remove words.
  var removals: [Int] { [turn + 2, turn + 4] }

  private init(turn: Int) {
    self.turn = turn
    entries = Self.entries(turn)
    let sizes = [11, (turn + 11) / 2] + [1, 2, 3, 4, 5, 7, 11].map { turn + $0 }
    (moments, fresh) = Self.published(entries, sizes, turn)
    immutable = moments.reduce(into: [:]) { all, moment in
      for (path, bytes) in moment.files where path.hasPrefix("tile/") && !path.hasPrefix("tile/texts/") {
        all[path] = bytes
      }
    }
  }

  private static func entries(_ turn: Int) -> [AdmittedEntry] {
    do {
      let fixture = try LedgerFixture.harbourLight()
      let shared = [EvidenceItem.sample()]
      for key in [FixedKey.alder, .cedar] {
        try fixture.admit(.attest(fixture.attestation(key, [.met("lamp")], evidence: shared)), [key], at: "2032-02-01")
      }
      try Samples.fill(fixture, upTo: turn)
      let rotation = LogRotation(logKeys: [try LedgerFixture.logKey(.secondLog)], reason: "yearly")
      try fixture.admit(.logRotate(rotation), [.registrar], at: "2032-02-20")
      try Samples.fill(fixture, upTo: turn + 2)
      try fixture.redact(9, at: "2032-03-01")
      try fixture.attest(.birch, at: "2032-03-02")
      try fixture.redact(EntryIndex(UInt64(turn) + 3), at: "2032-03-03")
      try Samples.fill(fixture, upTo: turn + 11)
      return fixture.entries
    } catch {
      preconditionFailure("the ledger: \(error)")
    }
  }

  /// A moment of the publication.
  struct Moment {
    let files: [String: [UInt8]]
    /// The size of the ledger, where a publication is complete; nil in the middle of one.
    let size: Int?
  }

  private static func published(
    _ entries: [AdmittedEntry], _ sizes: [Int], _ turn: Int
  ) -> (moments: [Moment], fresh: [Int: [String: [UInt8]]]) {
    do {
      let site = WatchedFiles()
      var moments: [Moment] = []
      var fresh: [Int: [String: [UInt8]]] = [:]
      for size in sizes {
        site.passed = []
        let ledger = try MemoryLedger(entries, size: size, signer: signer(size, turn))
        let beginning = MemoryFiles()
        try Publisher(ledger, into: beginning).publish()
        fresh[size] = beginning.files
        try Publisher(ledger, into: site).publish()
        if !moments.isEmpty { moments += site.passed.dropLast().map { Moment(files: $0, size: nil) } }
        moments.append(Moment(files: site.files.files, size: size))
      }
      return (moments, fresh)
    } catch {
      preconditionFailure("the publication: \(error)")
    }
  }

  static func policy() throws -> TrustPolicy { try Samples.policy(.log, .secondLog) }

  /// The key in force at a size.
  func signer(_ size: Int) -> FixedKey { Self.signer(size, turn) }

  private static func signer(_ size: Int, _ turn: Int) -> FixedKey { size > turn ? .secondLog : .log }
}

/// Hands on to a folder what is written, and keeps what lies there after each change.
private final class WatchedFiles: PublishingFiles {
  let files = MemoryFiles()
  var passed: [[String: [UInt8]]] = []

  func place(at path: String) throws(PublicationError) {
    try files.place(at: path)
    passed.append(files.files)
  }
  func remove(_ path: String) throws(PublicationError) {
    try files.remove(path)
    passed.append(files.files)
  }
  func stage(_ bytes: [UInt8]) throws(PublicationError) { try files.stage(bytes) }
  func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
    try files.bytes(of: path, limit: limit)
  }
  func makeFolder(_ path: String) throws(PublicationError) -> Bool { try files.makeFolder(path) }
  func synchronise(folder path: String) throws(PublicationError) { try files.synchronise(folder: path) }
  func names(in path: String) throws(PublicationError) -> [String] { try files.names(in: path) }
  func removeFolder(_ path: String) throws(PublicationError) { try files.removeFolder(path) }
}
