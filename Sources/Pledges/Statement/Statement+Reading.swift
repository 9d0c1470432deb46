internal import CanonicalJSON
internal import Cryptography
internal import TransparencyLog

extension Statement {
  /// The statement that these payload bytes are. // Format §3
  ///
  /// Strict: canonical JSON is not asked for, since a signature is checked over the bytes as they came, but unknown
  /// members, wrong types and broken references are all refused.
  public static func read(_ payload: [UInt8]) throws(Refusal) -> Statement {
    guard payload.count <= maximumByteCount else {
      throw Refusal(
        .statementTooLarge, "the statement has \(payload.count) bytes; at most \(maximumByteCount) are taken",
        hint: "attest fewer commitments at a time, or move long texts into evidence files")
    }
    let root: JSONNode
    do {
      root = try JSONDocument(payload, profile: .ledger).root
    } catch {
      throw Refusal(
        .statementMalformed,
        "the statement is not strict JSON: \(error.reason) (byte \(error.offset), \(error.code.rawValue))",
        hint: "write it again with a tool that keeps to RFC 8259, integers only")
    }
    return try read(root.view)
  }

  static func read(_ node: JSONView) throws(Refusal) -> Statement {
    let log = FaultLog()
    guard var members = Members(node, log) else { throw malformed(log) }
    let type = members.required("_type", Read.exactly(type))
    let kind = members.required("predicateType", readKind)
    let subjects = members.required("subject", readList(1...(1 + 500 * 64), Subject.read))
    // Read last and by its kind, which decides what it may contain.
    let statement = members.required("predicate") { node, log -> Statement? in
      guard let kind, let subjects else { return nil }
      return read(kind, subjects, node, log)
    }
    members.finish()
    guard type != nil, let statement, log.faults.isEmpty else { throw malformed(log) }
    return statement
  }

  private static func read(
    _ kind: EntryKind, _ subjects: [Subject], _ node: JSONView, _ log: FaultLog
  ) -> Statement? {
    guard var members = Members(node, log) else { return nil }
    let isGenesis = kind.known == .ledgerGenesis
    let issuedAt = members.required("issuedAt", Read.instant)
    let ledger = members.required("ledger") { node, log in LedgerReference.read(node, isGenesis: isGenesis, log) }
    guard let known = kind.known else {
      // A later version's kind: its other members are not ours to judge.
      guard let ledger, let issuedAt else { return nil }
      return Statement(
        subjects: subjects, ledger: ledger, issuedAt: issuedAt, predicate: .unknown(kind, texts: foreignTexts(node)))
    }
    let predicate = Predicate.read(known, &members, log)
    members.finish()
    guard let ledger, let issuedAt, let predicate else { return nil }
    checkTexts(predicate, log)
    return Statement(subjects: subjects, ledger: ledger, issuedAt: issuedAt, predicate: predicate)
  }

  private static func readKind(_ node: JSONView, _ log: FaultLog) -> EntryKind? {
    guard
      let kind = node.readText({ text in
        var cursor = ByteCursor(text)
        guard cursor.take("urn:pledgebook:v1:") else { return EntryKind?.none }
        return EntryKind(cursor.rest)
      })
    else {
      log.fault("must be \(predicateTypePrefix) and a kind")
      return nil
    }
    return kind
  }

  @inline(never)
  private static func malformed(_ log: FaultLog) -> Refusal {
    let shown = log.faults.prefix(5).map(\.description).joined(separator: "; ")
    let more = log.faults.count > 5 ? " (and \(log.faults.count - 5) more)" : ""
    return Refusal(
      .statementMalformed, "the statement is not well-formed: \(shown)\(more)",
      hint: "correct the members named, then sign again")
  }
}

extension Statement.Subject {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let digest = members.required("digest") { node, log -> Digest? in
      guard var members = Members(node, log) else { return nil }
      let sha256 = members.required("sha256", Read.digest)
      members.finish()
      return sha256
    }
    let name = members.required("name", Read.text(1_024))
    members.finish()
    guard let name, let digest else { return nil }
    return Self(name: ExactText(name), sha256: digest)
  }
}

extension LedgerReference {
  static func read(_ node: JSONView, isGenesis: Bool, _ log: FaultLog) -> LedgerReference? {
    guard var members = Members(node, log) else { return nil }
    let genesis = isGenesis ? nil : members.required("genesis", Read.digest)
    let origin = members.required("origin", Read.origin)
    members.finish()
    guard let origin, isGenesis || genesis != nil else { return nil }
    return LedgerReference(origin: origin, genesis: genesis)
  }
}

extension Predicate {
  static func read(_ kind: EntryKind.Known, _ members: inout Members, _ log: FaultLog) -> Predicate? {
    switch kind {
    case .ledgerGenesis: Genesis.read(&members).map(Predicate.genesis)
    case .registrarUpdate: members.required("registrar", Registrar.read).map(Predicate.registrarUpdate)
    case .logRotate: LogRotation.read(&members).map(Predicate.logRotate)
    case .accordPublish: AccordPublication.read(&members).map(Predicate.accordPublish)
    case .partyAdmit: PartyAdmission.read(&members, log).map(Predicate.partyAdmit)
    case .keyRegister: KeyRegistration.read(&members).map(Predicate.keyRegister)
    case .keyRotate: KeyRotation.read(&members).map(Predicate.keyRotate)
    case .keyRevoke: KeyRevocation.read(&members, log).map(Predicate.keyRevoke)
    case .keyThreshold: KeyThreshold.read(&members).map(Predicate.keyThreshold)
    case .keyRecover: KeyRecovery.read(&members, log).map(Predicate.keyRecover)
    case .keyObject: KeyObjection.read(&members).map(Predicate.keyObject)
    case .signatoryJoin: Join.read(&members, log).map(Predicate.join)
    case .signatoryUpdate: SignatoryUpdate.read(&members, log).map(Predicate.update)
    case .signatorySubscribe: SubscriptionChange.read(&members, log).map(Predicate.subscribe)
    case .signatoryUnsubscribe: SubscriptionChange.read(&members, log).map(Predicate.unsubscribe)
    case .signatorySuspend: StandingChange.read(&members, log).map(Predicate.suspend)
    case .signatoryReinstate: StandingChange.read(&members, log).map(Predicate.reinstate)
    case .signatoryDelist: StandingChange.read(&members, log, isDelisting: true).map(Predicate.delist)
    case .signatoryWithdraw: Withdrawal.read(&members).map(Predicate.withdraw)
    case .deadlineExtend: Extension.read(&members, log).map(Predicate.extend)
    case .attestationSubmit: Attestation.read(&members, supersedes: false, log).map(Predicate.attest)
    case .attestationSupersede: Attestation.read(&members, supersedes: true, log).map(Predicate.attest)
    case .attestationWithdraw: AttestationWithdrawal.read(&members).map(Predicate.withdrawAttestation)
    case .evidenceCheck: EvidenceCheck.read(&members).map(Predicate.checkEvidence)
    case .reviewPublish: Review.read(&members, log).map(Predicate.review)
    case .reviewWithdraw: ReviewWithdrawal.read(&members).map(Predicate.withdrawReview)
    case .challengeOpen: Challenge.read(&members, log).map(Predicate.challenge)
    case .challengeRespond: ChallengeResponse.read(&members, log).map(Predicate.respond)
    case .challengeResolve: ChallengeResolution.read(&members, log).map(Predicate.resolve)
    case .challengeWithdraw: ChallengeWithdrawal.read(&members).map(Predicate.withdrawChallenge)
    case .textRedact: TextRedaction.read(&members, log).map(Predicate.redact)
    }
  }
}
