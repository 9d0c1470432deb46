internal import Cryptography

extension LedgerState {
  /// `payload.redact`: the body goes, the header stays; the summary keeps what later entries rest on. // Format §6
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
    members.change(redaction.summary.party) { member in
      member.attestations.redact(redaction.entry, by: entry.stamp)
      // Level and conclusion of a review are gone with its body: it counts for nothing, also in an earlier report.
      member.reviews.removeAll { $0.entry.index == redaction.entry && $0.isPublication }
    }
    rebuildHeads(ofCompromised: redaction.summary.party)
    note(entry, on: redaction.summary.party)
  }

  /// What a redaction of this entry has to say about it; nil when its body cannot be removed.
  public func redactable(_ index: EntryIndex) -> Redaction.Summary? {
    guard let member = subject(of: index) else { return nil }
    let attestations = member.attestations
    guard let record = attestations.record(at: index) else { return member.summaries[index] }
    return Redaction.Summary(
      party: member.id, signedBy: attestations.keys(of: record), period: attestations.period(of: record),
      commitments: attestations.commitments(of: record).sorted())
  }
}

extension ReviewEvent {
  fileprivate var isPublication: Bool {
    if case .publish = action { true } else { false }
  }
}
