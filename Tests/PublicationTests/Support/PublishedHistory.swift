import LedgerFixtures
import Pledges
import Publication
import TransparencyLog

/// A ledger as it was published time after time, with everything that lay there in between.
///
/// 265 entries, so that tiles fill on the way: 9 and 10 are attestations that name one text both, 254 brings in another
/// log key, 256 removes the words of 9, 258 those of the attestation at 257.
enum PublishedHistory {
  static let entries: [AdmittedEntry] = {
    do {
      let fixture = try LedgerFixture.harbourLight()
      let shared = [EvidenceItem.sample()]
      for key in [FixedKey.alder, .cedar] {
        try fixture.admit(.attest(fixture.attestation(key, [.met("lamp")], evidence: shared)), [key], at: "2032-02-01")
      }
      try Samples.fill(fixture, upTo: 254)
      let rotation = LogRotation(logKeys: [try LedgerFixture.logKey(.secondLog)], reason: "yearly")
      try fixture.admit(.logRotate(rotation), [.registrar], at: "2032-02-20")
      try Samples.fill(fixture, upTo: 256)
      try fixture.redact(9, at: "2032-03-01")
      try fixture.attest(.birch, at: "2032-03-02")
      try fixture.redact(257, at: "2032-03-03")
      try Samples.fill(fixture, upTo: 265)
      return fixture.entries
    } catch {
      preconditionFailure("the ledger: \(error)")
    }
  }()

  /// A moment of the publication.
  struct Moment {
    let files: [String: [UInt8]]
    /// The size of the ledger, where a publication is complete; nil in the middle of one.
    let size: Int?
  }

  /// From the first checkpoint on, in order.
  static let moments: [Moment] = {
    do {
      let site = WatchedFiles()
      var moments: [Moment] = []
      for size in [11, 40, 200, 255, 256, 257, 258, 259, 261, 265] {
        site.passed = []
        try Publisher(MemoryLedger(entries, size: size, signer: signer(size)), into: site).publish()
        if !moments.isEmpty { moments += site.passed.dropLast().map { Moment(files: $0, size: nil) } }
        moments.append(Moment(files: site.files.files, size: size))
      }
      return moments
    } catch {
      preconditionFailure("the publication: \(error)")
    }
  }()

  /// Everything but words, checkpoints and descriptions that was ever published, each under one name for ever.
  static let immutable: [String: [UInt8]] = moments.reduce(into: [:]) { all, moment in
    for (path, bytes) in moment.files where path.hasPrefix("tile/") && !path.hasPrefix("tile/texts/") {
      all[path] = bytes
    }
  }

  static func policy() throws -> TrustPolicy { try Samples.policy(.log, .secondLog) }

  /// The key in force at a size: entry 254 brings in another.
  static func signer(_ size: Int) -> FixedKey { size > 254 ? .secondLog : .log }
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
