public import Cryptography

/// An entry whose body was removed by a later `payload.redact`, as replay meets it. // Format §6
public struct RedactedEntry: Sendable {
  public var stamp: EntryStamp
  public var leaf: Digest
  public var kind: EntryKind
  /// The redaction that removed the body, which stands later in the same ledger.
  public var by: EntryStamp
  public var summary: Redaction.Summary
  /// SHA-256 of the statement, where the store still knows it; it cannot be checked any more.
  public var statement: Digest?

  public init(
    stamp: EntryStamp, leaf: Digest, kind: EntryKind, by: EntryStamp, summary: Redaction.Summary,
    statement: Digest? = nil
  ) {
    self.stamp = stamp
    self.leaf = leaf
    self.kind = kind
    self.by = by
    self.summary = summary
    self.statement = statement
  }
}

extension LedgerState {
  /// Takes in an entry whose body is gone: its claim is unknown, its timeliness stays. // Format §6, Status rules §5
  ///
  /// Until replay comes to the redaction, the entry does what it did when its body was there. Whether the redaction
  /// itself was allowed is decided where it stands.
  public mutating func apply(_ entry: RedactedEntry) throws(Refusal) {
    guard let member = members[entry.summary.party] else {
      throw entry.refused("not-redactable", "its party is unknown")
    }
    let author = try author(of: entry)
    switch entry.kind.known {
    case .attestationSubmit, .attestationSupersede, .attestationWithdraw:
      guard author == member.id else {
        throw entry.refused("summary", "it is signed by \(author), not by \(member.id)")
      }
      try apply(entry, of: member)
    case .challengeOpen:
      guard let period = entry.summary.period, let commitments = entry.summary.commitments else {
        throw entry.refused("summary", "the summary names no period or no commitments")
      }
      members.change(member.id) {
        $0.challengeRecords[entry.stamp.index] = Member.ChallengeRecord(challenger: author)
      }
      record(.open(challenger: author, period: period, commitments: commitments), entry)
    case .challengeRespond:
      guard let challenge = entry.summary.challenge else { throw entry.refused("summary", "it names no challenge") }
      record(.respond(challenge: challenge), entry)
    case .challengeResolve:
      guard let challenge = entry.summary.challenge, let outcome = entry.summary.outcome else {
        throw entry.refused("summary", "it names no challenge or no outcome")
      }
      record(.resolve(challenge: challenge, outcome: outcome), entry)
    case .reviewPublish:
      // What it concluded is gone, so it counts for nothing; its reviewer can still withdraw it.
      members.change(member.id) {
        $0.reviewRecords[entry.stamp.index] = Member.ReviewRecord(reviewer: author, leaf: entry.leaf)
      }
    default:
      throw entry.refused("not-redactable", "its kind allows no redaction")
    }
    members.change(member.id) { $0.summaries[entry.stamp.index] = entry.summary }
    redactions[entry.stamp.index] = entry.by.index
    // A removed text is not put back by submitting it again. // Format §3
    if let statement = entry.statement { statements.insert(statement) }
    note(Member.HistoryEntry(entry: entry.stamp, kind: entry.kind, leaf: entry.leaf), on: member.id)
    kindCounts[entry.kind, default: 0] += 1
    size += 1
  }

  private mutating func apply(_ entry: RedactedEntry, of member: Member) throws(Refusal) {
    guard let period = entry.summary.period, let commitments = entry.summary.commitments, let first = commitments.first
    else { throw entry.refused("summary", "the summary names no period or no commitments") }
    // A supersession or withdrawal acts on what stood then: admission had made sure that it is one entry.
    let head = member.attestations.head(period: period, commitment: first)?.index
    let action: AttestationBook.Action =
      switch entry.kind.known {
      case .attestationSupersede: .supersede(head ?? entry.stamp.index)
      case .attestationWithdraw: .withdraw(head ?? entry.stamp.index)
      default: .submit
      }
    attestationCount += 1
    members.change(member.id) {
      $0.attestations.append(
        entry: entry.stamp, leaf: entry.leaf, period: period, action: action, keys: entry.summary.signedBy,
        claims: commitments.map { AttestationEvent.Claim(commitment: $0, value: .noClaim) }, redactedBy: entry.by)
    }
  }

  /// The one party whose keys in force the summary names.
  private func author(of entry: RedactedEntry) throws(Refusal) -> PartyID {
    var authors: Set<PartyID> = []
    for key in entry.summary.signedBy {
      guard let record = keys[key], case .party(let party) = record.owner else {
        throw entry.refused("summary", "key \(key) is not the key of a party")
      }
      guard record.until == nil else {
        throw Refusal(
          .keyNotInForce, "key \(key) is not in force at entry \(entry.stamp.index), whose body is gone",
          hint: "compare with another copy of the ledger")
      }
      authors.insert(party)
    }
    guard authors.count == 1, let author = authors.first else {
      throw entry.refused("summary", "the summary does not name the keys of one party")
    }
    return author
  }

  private mutating func record(_ action: ChallengeEvent.Action, _ entry: RedactedEntry) {
    members.change(entry.summary.party) { $0.challenges.append(ChallengeEvent(entry: entry.stamp, action: action)) }
  }
}

extension RedactedEntry {
  fileprivate func refused(_ reason: String, _ what: String) -> Refusal {
    Refusal.rule(
      kind, reason, "entry \(stamp.index) has no body, and \(what)", hint: "compare with another copy of the ledger")
  }
}
