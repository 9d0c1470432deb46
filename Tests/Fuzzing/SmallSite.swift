import Cryptography
import LedgerFixtures
import Pledges
import Publication
import TransparencyLog

/// A published ledger of a few entries, the same bytes in every run.
struct SmallSite: Sendable {
  static let made = prepared { try SmallSite() }

  let files: [String: [UInt8]]
  let checkpoint: SignedCheckpoint
  let entries: [StoredBytes]

  /// The paths of what can be changed, each under the letter that an input names it by.
  let paths: [UInt8: String]

  private init() throws {
    let fixture = try LedgerFixture(accord: SampleAccord.reporting)
    try fixture.join(.alder, kind: "state", traits: ["has-harbour"])
    try fixture.join(.cedar, kind: "state")
    try fixture.attest(.alder)
    try fixture.attest(.cedar)
    try fixture.redact(5, at: "2032-03-01")
    entries = fixture.stored
    let width = entries.count
    var hasher = try MerkleHasher()
    let leaves = try entries.map { try hasher.leaf($0.header) }
    let texts = fixture.stored.map { ($0.texts ?? []).map { Array($0) } }
    paths = [
      UInt8(ascii: "b"): "tile/entries/000.p/\(width)", UInt8(ascii: "e"): "tile/envelopes/000.p/\(width)",
      UInt8(ascii: "t"): "tile/texts/000.p/\(width)", UInt8(ascii: "h"): "tile/0/000.p/\(width)",
    ]
    let contents: [UInt8: [UInt8]] = [
      UInt8(ascii: "b"): try EntryBundle(entries.map(\.header)).bytes,
      UInt8(ascii: "e"): entries.flatMap { ($0.envelope ?? []) + [UInt8(ascii: "\n")] },
      UInt8(ascii: "t"): texts.flatMap { Array("[".utf8) + $0.joined(separator: Array(",".utf8)) + Array("]\n".utf8) },
      UInt8(ascii: "h"): leaves.flatMap(\.bytes),
    ]
    files = Dictionary(uniqueKeysWithValues: paths.map { ($0.value, contents[$0.key] ?? []) })
    let signer = try NoteSigner(name: LedgerFixture.origin.text, privateKey: FixedKey.log.privateKey)
    checkpoint = try SignedCheckpoint(
      Checkpoint(origin: LedgerFixture.origin, size: UInt64(width), root: fixture.root()), signedBy: signer)
  }
}
