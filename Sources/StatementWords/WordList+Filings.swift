internal import Cryptography
internal import Pledges

extension WordList {
  mutating func say(_ attestation: Attestation) -> String {
    for claim in attestation.claims { say(claim, attestation) }
    for item in attestation.evidence { say(item) }
    add("affirmation", attestation.affirmation) { (page, words) in
      page.add("affirmed", words.text)
      page.add("office", page.quoted(words.office))
      page.add("authority", words.authority.map(page.quoted))
    }
    let accord = attestation.accord
    add("governed by", "\(accord.id) \(accord.version), SHA-256 \(accord.sha256.hex)")
    let claims = attestation.claims.map { "\($0.commitment) \($0.value)" }.joined(separator: ", ")
    guard let supersession = attestation.supersession else {
      return "\(name(attestation.signatory)) reports for \(attestation.period): \(claims)"
    }
    add("restates", "entry \(supersession.supersedes.index), header \(supersession.supersedes.header.hex)")
    add("reason", supersession.reason.rawValue)
    add("what changed", supersession.changeNote)
    return "\(name(attestation.signatory)) restates entry \(supersession.supersedes.index) for "
      + "\(attestation.period): \(claims)"
  }

  private mutating func say(_ claim: Claim, _ attestation: Attestation) {
    let accord = reader.accords.governing(attestation.period)?.document
    let label =
      accord?.claimValues.first { $0.id == claim.value }.map { "\(quoted($0.label.text(in: "en"))) (\(claim.value))" }
    let title = commitmentTerms(claim.commitment, in: attestation.period)?.title.text(in: "en")
    add("claim \(claim.commitment)", (title.map { quoted($0) + " is " } ?? "") + (label ?? claim.value.text))
    add("  explanation", claim.explanation)
    for measure in claim.measures {
      add("  measure \(measure.id)", measure.done.rawValue)
      add("  measure \(measure.id)", measure.text)
    }
    for indicator in claim.indicators {
      add("  indicator \(indicator.id)", indicator.value)
      for (key, value) in indicator.breakdown { add("  indicator \(indicator.id), \(quoted(key))", value) }
      add("  indicator \(indicator.id), method", indicator.method)
      add("  indicator \(indicator.id), measured on", indicator.measuredOn.map(day))
    }
    add("  evidence", claim.evidence.map(\.text))
    for plan in claim.planned {
      add("  planned", plan.text)
      add("  planned for", plan.targetDate.map(day))
    }
  }

  private mutating func add(_ label: String, _ value: Claim.IndicatorValue.Value) {
    switch value {
    case .integer(let number): add(label, "\(number)")
    case .text(let text): add(label, quoted(text))
    case .detached(let text): add(label, text)
    }
  }

  private mutating func say(_ item: EvidenceItem) {
    add(
      "evidence \(item.id)",
      "\(item.kind.rawValue), \(word(item.mediaType)), \(item.bytes) bytes, \(item.visibility.rawValue)")
    add("  title", item.words) { (page, words) in
      page.add("  title", page.quoted(words.title))
      page.add("  address", words.uri.map(page.word))
      page.add("  archived at", words.archiveURI.map(page.word))
    }
    add("  SHA-256", item.sha256.hex)
    add("  captured", item.capturedAt.map(time))
    add("  language", item.language)
  }

  mutating func say(_ withdrawal: AttestationWithdrawal) -> String {
    add("header", withdrawal.withdraws.header.hex)
    add("reason", withdrawal.reason.rawValue)
    add("what changed", withdrawal.changeNote)
    return "\(name(withdrawal.signatory)) takes back entry \(withdrawal.withdraws.index), its report for "
      + "\(withdrawal.period)"
  }

  // MARK: - What others say

  mutating func say(_ check: EvidenceCheck) -> String {
    add("SHA-256", check.evidence.hex)
    add("address", word(check.uri))
    return "the evidence \(check.evidence.hex.prefix(12))… was looked for at its address on \(time(check.checkedAt)): "
      + check.result.rawValue
  }

  mutating func say(_ review: Review) -> String {
    add("header", review.of.header.hex)
    add("level", review.level.text)
    add("standard", review.standard.map(quoted))
    add("words", review.words) { (page, words) in
      page.add("independence", page.quoted(words.independence))
      page.add("paid by", page.quoted(words.paidBy))
      page.add("text", words.text)
    }
    let commitments = review.commitments.map(\.text).joined(separator: ", ")
    return "a review of entry \(review.of.index) on \(commitments): \(review.conclusion.rawValue)"
  }

  mutating func say(_ withdrawal: ReviewWithdrawal) -> String {
    add("header", withdrawal.of.header.hex)
    add("text", withdrawal.text)
    return "the review in entry \(withdrawal.of.index) is taken back"
  }

  mutating func say(_ challenge: Challenge) -> String {
    for id in challenge.commitments { add("commitment", commitment(id, in: challenge.period)) }
    add("ground", challenge.ground.text)
    add("text", challenge.text)
    for item in challenge.evidence { say(item) }
    let commitments = challenge.commitments.map(\.text).joined(separator: ", ")
    return "a challenge to what \(name(challenge.signatory)) reported for \(challenge.period) on \(commitments)"
  }

  mutating func say(_ response: ChallengeResponse) -> String {
    add("text", response.text)
    for item in response.evidence { say(item) }
    return "an answer to the challenge in entry \(response.challenge)"
  }

  mutating func say(_ resolution: ChallengeResolution) -> String {
    add("text", resolution.text)
    let outcomes = resolution.outcomes.map { "\($0.commitment) \($0.outcome.rawValue)" }.joined(separator: ", ")
    return "a decision on the challenge in entry \(resolution.challenge): \(outcomes)"
  }

  mutating func say(_ withdrawal: ChallengeWithdrawal) -> String {
    add("text", withdrawal.text)
    return "the challenge in entry \(withdrawal.challenge) is taken back"
  }
}
