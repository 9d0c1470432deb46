internal import Cryptography
internal import TransparencyLog

extension LedgerState {
  /// Takes an entry in, or says why it may not stand here; a refused entry leaves the state as it was.
  ///
  /// The order of the checks: which ledger, said before, who signs, what about, words that were removed, then the rules
  /// of the kind.
  public mutating func apply(_ entry: Entry) throws(Refusal) {
    try checkLedger(entry)
    try checkNovelty(entry)
    let signers = try signers(of: entry)
    try checkSubject(entry)
    try checkRemoved(entry)
    try transition(entry, signers)
    if !signers.recoveries.isEmpty { markAct(entry, signers) }
    statements.insert(entry.body.statementDigest)
    kindCounts[entry.kind, default: 0] += 1
    size += 1
  }

  /// Passes over an entry that cannot be applied, so that replay goes on behind it. // Format §8
  public mutating func pass() {
    size += 1
  }

  private mutating func transition(_ entry: Entry, _ signers: Signers) throws(Refusal) {
    switch entry.body.statement.predicate {
    case .genesis(let genesis): try apply(genesis, entry, signers)
    case .registrarUpdate(let registrar): try apply(registrar, entry, signers)
    case .logRotate(let rotation): try apply(rotation, entry, signers)
    case .accordPublish(let publication): try apply(publication, entry, signers)
    case .partyAdmit(let admission): try apply(admission, entry, signers)
    case .keyRegister(let registration): try apply(registration, entry, signers)
    case .keyRotate(let rotation): try apply(rotation, entry, signers)
    case .keyRevoke(let revocation): try apply(revocation, entry, signers)
    case .keyThreshold(let change): try apply(change, entry, signers)
    case .keyRecover(let recovery): try apply(recovery, entry, signers)
    case .keyObject(let objection): try apply(objection, entry, signers)
    case .join(let join): try apply(join, entry, signers)
    case .update(let update): try apply(update, entry, signers)
    case .subscribe(let change): try apply(change, adds: true, entry, signers)
    case .unsubscribe(let change): try apply(change, adds: false, entry, signers)
    case .suspend(let change): try apply(change, .suspend, entry, signers)
    case .reinstate(let change): try apply(change, .reinstate, entry, signers)
    case .delist(let change): try apply(change, .delist, entry, signers)
    case .withdraw(let withdrawal): try apply(withdrawal, entry, signers)
    case .extend(let extended): try apply(extended, entry, signers)
    case .attest(let attestation): try apply(attestation, entry, signers)
    case .withdrawAttestation(let withdrawal): try apply(withdrawal, entry, signers)
    case .checkEvidence(let check): try apply(check, entry, signers)
    case .review(let review): try apply(review, entry, signers)
    case .withdrawReview(let withdrawal): try apply(withdrawal, entry, signers)
    case .challenge(let challenge): try apply(challenge, entry, signers)
    case .respond(let response): try apply(response, entry, signers)
    case .resolve(let resolution): try apply(resolution, entry, signers)
    case .withdrawChallenge(let withdrawal): try apply(withdrawal, entry, signers)
    case .redact(let redaction): try apply(redaction, entry, signers)
    case .unknown(let kind, _):  // kept, shown as unknown, counted for nothing // Format §3
      notUnderstood.append(UnknownEntry(index: entry.stamp.index, leaf: entry.leaf, kind: kind))
    }
  }

  /// No replay on another ledger. // Format §3
  private func checkLedger(_ entry: Entry) throws(Refusal) {
    let statement = entry.body.statement
    guard let identity else {
      guard case .genesis = statement.predicate else {
        throw Refusal(
          .statementKind, "the first entry of a ledger is ledger.genesis, not \(statement.kind)",
          hint: "make a ledger first: pledgebook init")
      }
      return
    }
    if case .genesis = statement.predicate {
      throw Refusal(
        .statementKind, "a ledger has one genesis, and this one has it", hint: "make another ledger: pledgebook init")
    }
    guard statement.ledger == LedgerReference(origin: identity.origin, genesis: identity.genesis) else {
      throw Refusal(
        .statementLedger,
        "the statement is meant for ledger \(statement.ledger.origin), genesis "
          + "\(statement.ledger.genesis?.hex ?? "none"), not for \(identity.origin), genesis \(identity.genesis)",
        hint: "draft it again against this ledger")
    }
  }

  /// The same statement can stand in a ledger once. // Format §3
  private func checkNovelty(_ entry: Entry) throws(Refusal) {
    guard !statements.contains(entry.body.statementDigest) else {
      throw Refusal(
        .statementDuplicate, "this statement, SHA-256 \(entry.body.statementDigest), is in the ledger already",
        hint: "nothing needs doing: pledgebook log shows the entry it has")
    }
  }

  /// The first subject is the accord version in force, or the origin before there is one; evidence follows. // Format §3
  private func checkSubject(_ entry: Entry) throws(Refusal) {
    let statement = entry.body.statement
    if case .unknown = statement.predicate { return }
    let first = try firstSubject(of: statement, at: entry.stamp.recorded)
    guard statement.subjects.first == first else {
      throw Refusal.rule(
        statement.kind, "accord-version",
        "the first subject is \(statement.subjects.first?.name ?? "missing"), but \(first.name), SHA-256 "
          + "\(first.sha256), is in force",
        hint: "draft the statement again: the accord may have a new version")
    }
    // By name as well: no words stand where nobody could remove them.
    let evidence = statement.predicate.evidence
    let subjects = statement.subjects
    guard subjects.count == evidence.count + 1,
      evidence.indices.allSatisfy({ subjects[$0 + 1] == evidence[$0].subject })
    else {
      throw Refusal.rule(
        statement.kind, "subject",
        "the subjects after the first are not the statement's \(evidence.count) evidence items, in their order",
        hint: "name each evidence item once among the subjects, as evidence:ID with its digest")
    }
  }

  /// The subjects that a statement has to have when it is recorded at this time. // Format §3
  public func expectedSubjects(of statement: Statement, at instant: Instant) throws(Refusal) -> [Statement.Subject] {
    try [firstSubject(of: statement, at: instant)] + statement.predicate.evidence.map(\.subject)
  }

  private func firstSubject(of statement: Statement, at instant: Instant) throws(Refusal) -> Statement.Subject {
    if case .accordPublish(let publication) = statement.predicate {
      return publication.document.subject(sha256: publication.sha256)
    }
    if let version = accordInForce(at: instant) { return version.subject }
    return try LedgerState.subject(of: statement.ledger.origin)
  }

  private static func subject(of origin: Origin) throws(Refusal) -> Statement.Subject {
    do {
      return Statement.Subject(
        name: "origin:\(origin)", sha256: try Digest.sha256(of: Array(origin.text.utf8)))
    } catch {
      throw Refusal(.signatureUnsupported, error.reason, hint: "try again")
    }
  }
}

extension AccordDocument {
  /// How a version stands first among the subjects of a statement. // Format §3
  func subject(sha256: Digest) -> Statement.Subject {
    Statement.Subject(name: "accord:\(id)@\(version)", sha256: sha256)
  }
}

extension Predicate {
  /// The evidence items, which stand among the subjects. // Format §3
  fileprivate var evidence: [EvidenceItem] {
    switch self {
    case .attest(let attestation): attestation.evidence
    case .challenge(let challenge): challenge.evidence
    case .respond(let response): response.evidence
    default: []
    }
  }
}
