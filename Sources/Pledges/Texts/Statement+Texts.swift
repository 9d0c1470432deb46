internal import CanonicalJSON
public import Cryptography

/// A detached text of a statement: its digest, what its words may be, and where it stands.
public struct DetachedText: Sendable {
  public let digest: Digest
  public let form: TextForm
  /// A JSON pointer into the predicate (RFC 6901), such as `/claims/0/explanation`.
  public let place: String
}

extension Statement {
  /// The most detached texts in a statement. // Format §2
  public static let maximumTexts = 2_048

  /// Its detached texts, in the order of its members; empty for a kind that this program does not know.
  public var texts: [DetachedText] {
    var texts: [DetachedText] = []
    predicate.forEachText { digest, form, place in
      texts.append(DetachedText(digest: digest, form: form, place: place()))
    }
    return texts
  }

  /// Where it names a text, for a sentence to a person.
  func place(of digest: Digest) -> String {
    texts.first { $0.digest == digest }?.place ?? "no place"
  }

  /// The digests that a removal of words can name in it. // Format §3
  public var textDigests: [Digest] {
    if case .unknown(_, let texts) = predicate { return texts }
    var digests: [Digest] = []
    predicate.forEachText { digest, _, _ in digests.append(digest) }
    return digests
  }

  /// Not too many, and no digest twice. // Format §3
  static func checkTexts(_ predicate: Predicate, _ log: FaultLog) {
    var digests: [Digest] = []
    predicate.forEachText { digest, _, _ in digests.append(digest) }
    if digests.count > maximumTexts {
      log.fault("has \(digests.count) detached texts; at most \(maximumTexts) are taken")
    }
    requireUnique(digests, "text", log)
  }

  /// All that may be a detached text in a predicate of a kind that this program does not know: every object that has a
  /// `sha256` and nothing else. // Format §3
  static func foreignTexts(_ node: JSONView) -> [Digest] {
    var digests: [Digest] = []
    collectForeignTexts(node, &digests)
    return digests
  }

  private static func collectForeignTexts(_ node: JSONView, _ digests: inout [Digest]) {
    switch node.kind {
    case .object:
      var members = node.members
      while let member = members.next() {
        if node.count == 1, member.name.isString("sha256"),
          let digest = member.value.readText({ Digest(hex: $0) })
        {
          digests.append(digest)
        }
        collectForeignTexts(member.value, &digests)
      }
    case .array:
      var elements = node.elements
      while let element = elements.next() { collectForeignTexts(element, &digests) }
    default: break
    }
  }
}

extension Predicate {
  /// What is done with one detached text: its digest, what its words may be, and where it stands.
  typealias TextVisitor = (Digest, TextForm, _ place: () -> String) -> Void

  /// Each detached text, in the order of the members. // Format §3
  func forEachText(_ visit: TextVisitor) {
    func one(_ digest: Digest?, _ form: TextForm, _ place: String) {
      if let digest { visit(digest, form, { place }) }
    }
    switch self {
    case .logRotate(let rotation): one(rotation.reason.digest, .text(limit: 2_000), "/reason")
    case .partyAdmit(let admission): admission.identifications.forEachText(visit)
    case .keyRecover(let recovery): recovery.identifications.forEachText(visit)
    case .keyObject(let objection): one(objection.text?.digest, .textOrMap(limit: 10_000), "/text")
    case .join(let join): join.identifications.forEachText(visit)
    case .suspend(let change), .reinstate(let change), .delist(let change):
      one(change.note?.digest, .text(limit: 2_000), "/note")
      one(change.decision?.digest, .uri, "/decision")
    case .withdraw(let withdrawal): one(withdrawal.text?.digest, .textOrMap(limit: 2_000), "/text")
    case .extend(let extended): one(extended.reason.digest, .text(limit: 2_000), "/reason")
    case .attest(let attestation): attestation.forEachText(visit)
    case .withdrawAttestation(let withdrawal): one(withdrawal.changeNote.digest, .text(limit: 2_000), "/changeNote")
    case .review(let review): one(review.words.digest, .review, "/words")
    case .withdrawReview(let withdrawal): one(withdrawal.text?.digest, .textOrMap(limit: 2_000), "/text")
    case .challenge(let challenge):
      one(challenge.text.digest, .textOrMap(limit: 10_000), "/text")
      challenge.evidence.forEachText(visit)
    case .respond(let response):
      one(response.text.digest, .textOrMap(limit: 10_000), "/text")
      response.evidence.forEachText(visit)
    case .resolve(let resolution): one(resolution.text.digest, .textOrMap(limit: 10_000), "/text")
    case .withdrawChallenge(let withdrawal): one(withdrawal.text?.digest, .textOrMap(limit: 2_000), "/text")
    case .genesis, .registrarUpdate, .accordPublish, .keyRegister, .keyRotate, .keyRevoke, .keyThreshold, .update,
      .subscribe, .unsubscribe, .checkEvidence, .redact, .unknown:
      break
    }
  }
}

extension [KeyIdentification] {
  fileprivate func forEachText(_ visit: Predicate.TextVisitor) {
    for place in indices {
      visit(self[place].reference.digest, .text(limit: 500), { "/identifications/\(place)/reference" })
    }
  }
}

extension Attestation {
  fileprivate func forEachText(_ visit: Predicate.TextVisitor) {
    // In place: a claim is many references, and few of them are wanted.
    for position in claims.indices {
      if let explanation = claims[position].explanation {
        visit(explanation.digest, .textMap, { "/claims/\(position)/explanation" })
      }
      for place in claims[position].measures.indices {
        guard let text = claims[position].measures[place].text else { continue }
        visit(text.digest, .textOrMap(limit: 2_000), { "/claims/\(position)/measures/\(place)/text" })
      }
      for place in claims[position].indicators.indices {
        claims[position].indicators[place].forEachText(visit, claim: position, place: place)
      }
      for place in claims[position].planned.indices {
        visit(
          claims[position].planned[place].text.digest, .textOrMap(limit: 2_000),
          { "/claims/\(position)/planned/\(place)/text" })
      }
    }
    evidence.forEachText(visit)
    visit(affirmation.digest, .affirmation, { "/affirmation/words" })
    if let supersession { visit(supersession.changeNote.digest, .text(limit: 2_000), { "/changeNote" }) }
  }
}

extension Claim.IndicatorValue {
  fileprivate func forEachText(_ visit: Predicate.TextVisitor, claim: Int, place: Int) {
    if case .detached(let text) = value {
      visit(text.digest, .text(limit: 10_000), { "/claims/\(claim)/indicators/\(place)/value" })
    }
    for (position, part) in breakdown.enumerated() {
      guard case .detached(let text) = part.value else { continue }
      visit(
        text.digest, .text(limit: 10_000),
        { "/claims/\(claim)/indicators/\(place)/breakdown/\(position)/value" })
    }
    if let method { visit(method.digest, .text(limit: 2_000), { "/claims/\(claim)/indicators/\(place)/method" }) }
  }
}

extension [EvidenceItem] {
  fileprivate func forEachText(_ visit: Predicate.TextVisitor) {
    for position in indices { visit(self[position].words.digest, .evidence, { "/evidence/\(position)/words" }) }
  }
}
