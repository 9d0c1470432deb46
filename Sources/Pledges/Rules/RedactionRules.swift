public import Cryptography

/// An entry whose body was removed by a later `payload.redact`, as replay meets it. // Format §6
public struct RedactedEntry: Sendable {
  public var stamp: EntryStamp
  public var leaf: Digest
  public var kind: EntryKind
  /// The redaction that removed the body, which stands later in the same ledger.
  public var by: EntryStamp
  public var summary: Redaction.Summary

  public init(stamp: EntryStamp, leaf: Digest, kind: EntryKind, by: EntryStamp, summary: Redaction.Summary) {
    self.stamp = stamp
    self.leaf = leaf
    self.kind = kind
    self.by = by
    self.summary = summary
  }
}

extension LedgerState {
  /// The kinds whose bodies may be removed. // Format §6
  static let redactableFamilies: Set<String> = ["attestation", "review", "challenge"]

  /// `payload.redact`: the body goes, the header stays; the summary keeps the cell computable. // Format §6
  mutating func apply(_ redaction: Redaction, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    func refused(_ reason: String, _ message: String, hint: String) -> Refusal {
      Refusal.rule(entry.kind, reason, message, hint: hint)
    }
    guard let target = redactable(redaction.entry) else {
      throw refused(
        "not-redactable", "entry \(redaction.entry) is not an attestation, a review or a challenge",
        hint: "only their bodies can be removed")
    }
    guard redactions[redaction.entry] == nil || redactions[redaction.entry] == entry.stamp.index else {
      throw refused("redacted", "entry \(redaction.entry) was redacted already", hint: "nothing needs doing")
    }
    // Replay has nothing but the summary, so the summary has to say exactly what the body said.
    guard redaction.summary == target else {
      throw refused(
        "summary", "the summary does not say what entry \(redaction.entry) is about",
        hint: "draft it with pledgebook redact \(redaction.entry), which fills it in")
    }
    redactions[redaction.entry] = entry.stamp.index
    attestations.redact(redaction.entry, by: entry.stamp)
    note(entry, on: redaction.summary.party)
  }

  /// What a redaction of this entry has to say about it; nil when its body cannot be removed.
  public func redactable(_ index: EntryIndex) -> Redaction.Summary? {
    if let record = attestations.record(at: index) {
      return Redaction.Summary(
        party: memberOrder[Int(record.signatory)], period: attestations.period(of: record),
        commitments: attestations.commitments(of: record).sorted())
    }
    if let review = reviews[index] { return Redaction.Summary(party: review.signatory) }
    if let challenge = challenges[index] { return Redaction.Summary(party: challenge.signatory) }
    return nil
  }

  /// Takes in an entry whose body is gone: its claim is unknown, its timeliness stays. // Format §6, Status rules §5
  ///
  /// Whether the redaction itself was allowed is decided where it stands.
  public mutating func apply(_ entry: RedactedEntry) throws(Refusal) {
    guard LedgerState.redactableFamilies.contains(entry.kind.family), let member = members[entry.summary.party] else {
      throw Refusal.rule(
        entry.kind, "not-redactable",
        "entry \(entry.stamp.index) has no body, and its kind or party allows no redaction",
        hint: "compare with another copy of the ledger")
    }
    redactions[entry.stamp.index] = entry.by.index
    switch entry.kind.known {
    case .attestationSubmit, .attestationSupersede, .attestationWithdraw:
      guard let period = entry.summary.period, let commitments = entry.summary.commitments,
        let placeholder = PlainID(ClaimValue.noClaim)
      else {
        throw Refusal.rule(
          entry.kind, "summary", "the redaction of entry \(entry.stamp.index) names no period or no commitments",
          hint: "compare with another copy of the ledger")
      }
      // A supersession or withdrawal acts on what stood then, which admission had made sure of.
      let head = commitments.first.flatMap {
        attestations.head(signatory: member.slot, period: period, commitment: $0)?.entry.index
      }
      let action: AttestationTable.Action =
        switch entry.kind.known {
        case .attestationSupersede: .supersede(head ?? entry.stamp.index)
        case .attestationWithdraw: .withdraw(head ?? entry.stamp.index)
        default: .submit
        }
      attestations.append(
        entry: entry.stamp, leaf: entry.leaf, signatory: member.slot, period: period, action: action, keys: [],
        claims: commitments.map { AttestationEvent.Claim(commitment: $0, value: placeholder) }, redactedBy: entry.by)
    case .challengeOpen:
      challenges[entry.stamp.index] = ChallengeRecord(challenger: nil, signatory: member.id)
    case .reviewPublish:
      // Its level is gone; it counts for nothing, and nobody can withdraw it.
      break
    default: break
    }
    members[member.id]?.entries.append(
      Member.HistoryEntry(entry: entry.stamp, kind: entry.kind, leaf: entry.leaf))
    size += 1
  }
}
