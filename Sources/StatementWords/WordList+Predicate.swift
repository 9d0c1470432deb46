internal import Cryptography
internal import Pledges
internal import TransparencyLog

extension WordList {
  /// The headline of a statement; the rest of what it says becomes lines.
  mutating func say(_ predicate: Predicate) -> String {
    switch predicate {
    case .genesis(let genesis): say(genesis)
    case .registrarUpdate(let registrar): say(registrar)
    case .logRotate(let rotation): say(rotation)
    case .accordPublish(let publication): say(publication)
    case .partyAdmit(let admission): say(admission)
    case .keyRegister(let registration): say(registration)
    case .keyRotate(let rotation): say(rotation)
    case .keyRevoke(let revocation): say(revocation)
    case .keyThreshold(let change): "\(name(change.party)) signs with \(change.threshold) of its keys from now on"
    case .keyRecover(let recovery): say(recovery)
    case .keyObject(let objection): say(objection)
    case .join(let join): say(join)
    case .update(let update): say(update)
    case .subscribe(let change): say(change, "takes on")
    case .unsubscribe(let change): say(change, "gives up")
    case .suspend(let change): say(change, "suspended")
    case .reinstate(let change): say(change, "reinstated")
    case .delist(let change): say(change, "delisted")
    case .withdraw(let withdrawal): say(withdrawal)
    case .extend(let extended): say(extended)
    case .attest(let attestation): say(attestation)
    case .withdrawAttestation(let withdrawal): say(withdrawal)
    case .checkEvidence(let check): say(check)
    case .review(let review): say(review)
    case .withdrawReview(let withdrawal): say(withdrawal)
    case .challenge(let challenge): say(challenge)
    case .respond(let response): say(response)
    case .resolve(let resolution): say(resolution)
    case .withdrawChallenge(let withdrawal): say(withdrawal)
    case .redact(let redaction): say(redaction)
    case .unknown(let kind, let texts): say(kind, texts)
    }
  }

  private mutating func say(_ kind: EntryKind, _ texts: [Digest]) -> String {
    for text in texts { add("text", text.hex) }
    return "a statement of kind \(kind), which this program does not know"
  }

  // MARK: - The ledger and its registrar

  private mutating func say(_ genesis: Genesis) -> String {
    let registrar = genesis.registrar
    add("environment", genesis.environment.rawValue)
    add("rules", word(genesis.rules))
    add(keys: registrar.keys, as: "registrar key")
    add("registrar keys that sign", "\(registrar.threshold)")
    for key in genesis.logKeys { add("log key", word(key.text)) }
    if let continued = genesis.continues {
      add(
        "continues",
        "\(continued.origin), genesis \(continued.genesis.hex), \(entryCount(continued.size)), root \(continued.root.hex)"
      )
    }
    return "the ledger begins, kept by \(quoted(registrar.name)) (\(registrar.id))"
  }

  private mutating func say(_ registrar: Registrar) -> String {
    add(keys: registrar.keys, as: "registrar key")
    return "the registrar is \(quoted(registrar.name)) (\(registrar.id)), and \(registrar.threshold) of these "
      + "\(registrar.keys.count) keys sign for it from now on"
  }

  private mutating func say(_ rotation: LogRotation) -> String {
    for key in rotation.logKeys { add("log key", word(key.text)) }
    add("reason", rotation.reason)
    return "these log keys, and no others, sign checkpoints from now on"
  }

  private mutating func say(_ publication: AccordPublication) -> String {
    let document = publication.document
    add("SHA-256", publication.sha256.hex)
    add("changes", publication.changes.map(quoted))
    say(document)
    if let former = version(before: publication) { say(document, after: former) }
    return
      "accord \(document.id) \(document.version), \(quoted(document.title.text(in: "en"))), is published, in force "
      + "from \(time(document.effectiveFrom))"
  }

  private mutating func say(_ admission: PartyAdmission) -> String {
    add(keys: admission.keys, as: "key")
    add("keys that sign", admission.threshold.map { "\($0)" })
    add(admission.identifications)
    let roles = admission.roles.map(\.rawValue).joined(separator: ", ")
    return "\(quoted(admission.name)) (\(admission.party)) is admitted as \(roles.isEmpty ? "party" : roles)"
  }

  private mutating func say(_ redaction: TextRedaction) -> String {
    // A removal is of a text, wherever it stands: every entry that loses it is named. // Format §3
    var others: Set<EntryIndex> = []
    for text in redaction.texts {
      let holding = reader.holders?[text]?.filter { $0 != redaction.entry } ?? []
      others.formUnion(holding)
      add("text", text.hex + (holding.isEmpty ? "" : ", also of " + entries(holding)))
    }
    if reader.holders == nil {
      add("also removed", "the same texts of any other entry that holds them")
    }
    add("legal basis", redaction.legalBasis.basis.rawValue)
    add("reference", quoted(redaction.legalBasis.reference))
    let also = others.isEmpty ? "" : ", and the same words of \(entries(others.sorted())),"
    return
      "\(redaction.texts.count) \(redaction.texts.count == 1 ? "text" : "texts") of entry \(redaction.entry)\(also) "
      + "\(redaction.texts.count == 1 && others.isEmpty ? "is" : "are") removed for good"
  }

  // MARK: - Keys

  private mutating func say(_ registration: KeyRegistration) -> String {
    add(keys: [registration.key], as: "new key")
    return "\(name(registration.party)) gets one more key, \(registration.key.keyID)"
  }

  private mutating func say(_ rotation: KeyRotation) -> String {
    add(keys: [rotation.key], as: "new key")
    return "key \(rotation.oldKey) of \(name(rotation.party)) ends, and \(rotation.key.keyID) takes its place"
  }

  private mutating func say(_ revocation: KeyRevocation) -> String {
    add("reason", revocation.reason.rawValue)
    let since =
      revocation.invalidSince.map { ", and what it signed since \(time($0)) is not to be relied on" } ?? ""
    return "key \(revocation.key) of \(name(revocation.party)) ends\(since)"
  }

  private mutating func say(_ recovery: KeyRecovery) -> String {
    add(keys: recovery.keys, as: "new key")
    add(recovery.identifications)
    return "the registrar recovers the keys of \(name(recovery.party)): \(recovery.threshold) of these "
      + "\(recovery.keys.count) sign for it, after the wait"
  }

  private mutating func say(_ objection: KeyObjection) -> String {
    add("text", objection.text)
    return "\(name(objection.party)) objects to entry \(objection.of)"
  }
}
