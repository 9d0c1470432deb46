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
    attestations.redact(redaction.entry, by: entry.stamp)
    rebuildHeads(ofCompromised: redaction.summary.party)
    // Level and conclusion of a review are gone with its body: it counts for nothing, also in an earlier report.
    members[redaction.summary.party]?.reviews.removeAll { $0.entry.index == redaction.entry && $0.isPublication }
    note(entry, on: redaction.summary.party)
  }

  /// What a redaction of this entry has to say about it; nil when its body cannot be removed.
  public func redactable(_ index: EntryIndex) -> Redaction.Summary? {
    if let record = attestations.record(at: index) {
      return Redaction.Summary(
        party: memberOrder[Int(record.signatory)], signedBy: attestations.keys(of: record),
        period: attestations.period(of: record), commitments: attestations.commitments(of: record).sorted())
    }
    return summaries[index]
  }

  /// Builds the heads of a signatory anew if one of its keys was compromised. // Format §11
  mutating func rebuildHeads(ofCompromised party: PartyID) {
    guard let member = members[party] else { return }
    var invalidSince: [KeyID: Instant] = [:]
    for record in keys.records(of: .party(party)) { invalidSince[record.key.keyID] = record.invalidSince }
    guard !invalidSince.isEmpty else { return }
    attestations.rebuildHeads(signatory: member.slot) { key, recorded in
      invalidSince[key].map { $0 <= recorded } ?? false
    }
  }
}

extension ReviewEvent {
  fileprivate var isPublication: Bool {
    if case .publish = action { true } else { false }
  }
}
