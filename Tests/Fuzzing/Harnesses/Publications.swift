import Pledges
import Publication
import Storage
import TransparencyLog

extension Harness {
  static let publications = [published, description, monitorState, evidence]

  /// One file of a published ledger, named by the first byte; the others are as they were published.
  private static let published = Harness("published", largest: 16_384) { bytes in
    let site = SmallSite.made
    let path = try taken(site.paths[taken(bytes.first)])
    let files = ChangedFiles(path: path, bytes: Array(bytes.dropFirst()))
    let served = try PublishedLedger(files, at: site.checkpoint, .asServed)
    let authentic = Result { try PublishedLedger(files, at: site.checkpoint, .authentic) }
    for (place, real) in site.entries.enumerated() {
      let index = EntryIndex(UInt64(place))
      let one = Result { try served.entry(at: index) }
      _ = try? served.texts(at: index)
      guard let other = try? authentic.get().entry(at: index) else { continue }
      // Nothing is authentic but what was published.
      try same(other.header, real.header, "a header")
      try same(other.envelope ?? [], real.envelope ?? [], "an envelope")
      try hold((try? one.get())??.leaf == other.leaf, "what is authentic was not served")
    }
    _ = try authentic.get()
  }

  private struct ChangedFiles: Fetching {
    let path: String
    let bytes: [UInt8]

    func bytes(of path: String, limit: Int) throws(PublicationError) -> [UInt8]? {
      let found = path == self.path ? bytes : SmallSite.made.files[path]
      guard let found, found.count <= limit else { return nil }
      return found
    }
  }

  /// What a publication says of itself.
  private static let description = Harness("description", largest: 2_048) { bytes in
    let description = try taken(LedgerDescription(bytes))
    let written = description.bytes
    let second = try again("the description written again") { try taken(LedgerDescription(written)) }
    try hold(second == description, "the description says something else")
    try same(second.bytes, written, "the description has another form")
  }

  private static let monitorState = Harness("monitor-state", largest: 2_048) { bytes in
    let state = try MonitorState(bytes)
    let written = state.bytes
    let second = try again("the state written again") { try MonitorState(written) }
    try same(second.bytes, written, "the state has another form")
    try hold(
      second.checkpoint == state.checkpoint && second.looked == state.looked && second.reported == state.reported,
      "the state says something else")
  }

  /// Evidence of a log's misbehaviour, and whether it proves any.
  private static let evidence = Harness("evidence", largest: 4_096) { bytes in
    let evidence = try LogEvidence(bytes)
    let written = evidence.bytes
    let second = try again("the evidence written again") { try LogEvidence(written) }
    try hold(second == evidence, "the evidence says something else")
    try same(second.bytes, written, "the evidence has another form")
    let verdict = try again("checking the evidence") { try evidence.check(by: Cast.policy) }
    try hold(verdict != .fork, "an honest log is said to have forked")
  }
}
