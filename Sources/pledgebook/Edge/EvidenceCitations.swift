import CanonicalJSON
import Cryptography
import Pledges
import Storage

/// Which entries of a ledger cite documents, and what the last check of each said.
struct EvidenceCitations {
  private var entries: [Digest: [Citation]] = [:]
  private let checks: [EvidenceCheckEvent]

  private struct Citation {
    let entry: EntryIndex
    let kind: EntryKind
    let recorded: Instant
    /// The signatory whose report it is, or which is challenged or answers; nil where the entry does not name it.
    let signatory: PartyID?
    let items: [PlainID]
  }

  /// One pass over all entries.
  init(of digests: Set<Digest>, in store: any LedgerReading, _ state: LedgerState) throws {
    checks = state.accord.evidenceChecks
    var entries: [Digest: [Citation]] = [:]
    try store.forEachEntry(from: .genesis, upTo: nil, withTexts: false) { row in
      guard case .entry(let entry) = row, let envelope = entry.envelope, let header = EntryHeader(entry.header) else {
        return true
      }
      switch header.kind.known {
      case .attestationSubmit, .attestationSupersede, .challengeOpen, .challengeRespond: break
      default: return true
      }
      let statement = try Pledges.Statement.read(Envelope.readStored(envelope).payload)
      let (signatory, items) = Self.evidence(of: statement.predicate)
      for digest in digests {
        let cited = items.filter { $0.sha256 == digest }.map(\.id)
        guard !cited.isEmpty else { continue }
        entries[digest, default: []].append(
          Citation(
            entry: header.index, kind: header.kind, recorded: header.recorded, signatory: signatory, items: cited))
      }
      return true
    }
    self.entries = entries
  }

  private static func evidence(of predicate: Predicate) -> (PartyID?, [EvidenceItem]) {
    switch predicate {
    case .attest(let attestation): (attestation.signatory, attestation.evidence)
    case .challenge(let challenge): (challenge.signatory, challenge.evidence)
    case .respond(let response): (nil, response.evidence)
    default: (nil, [])
    }
  }

  private func lastCheck(of digest: Digest) -> EvidenceCheckEvent? { checks.last { $0.sha256 == digest } }

  func lines(of digest: Digest) -> [String] {
    var lines = (entries[digest] ?? []).map { citation in
      let whose = citation.signatory.map { ", \($0)" } ?? ""
      return "cited   entry \(citation.entry)\(whose), \(citation.kind), \(citation.recorded), as "
        + citation.items.map(\.text).joined(separator: ", ")
    }
    if lines.isEmpty { lines = ["cited   by no entry of this ledger"] }
    if let check = lastCheck(of: digest) {
      lines.append("checked \(check.result.rawValue), entry \(check.entry.index), \(check.entry.recorded)")
    }
    return lines
  }

  func json(of digest: Digest, place: String, found: EvidenceCheckEvent.Result?) -> JSONValue {
    [
      "file": .string(place), "sha256": .string(digest.hex),
      "citations": .array(
        (entries[digest] ?? []).map { citation in
          [
            "index": .integer(Int64(clamping: citation.entry.rawValue)), "kind": .string(citation.kind.text),
            "recorded": .string(citation.recorded.description),
            "signatory": citation.signatory.map { .string($0.text) } ?? .null,
            "evidence": .array(citation.items.map { .string($0.text) }),
          ]
        }),
      "lastCheck": lastCheck(of: digest).map {
        [
          "entry": .integer(Int64(clamping: $0.entry.index.rawValue)), "result": .string($0.result.rawValue),
          "recorded": .string($0.entry.recorded.description),
        ]
      } ?? .null,
      "found": found.map { .string($0.rawValue) } ?? .null,
    ]
  }
}
