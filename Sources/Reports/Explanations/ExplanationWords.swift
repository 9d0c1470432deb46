internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

/// The sentences of an explanation, made of what the steps found.
struct ExplanationWords {
  let language: Language
  let accord: AccordDocument

  func sentence(for fact: Explanation.Fact) -> String {
    switch fact {
    case .register(let version):
      language.accordAsksNothing(version: "\(version.version)", entry: "\(version.entry.index)")
    case .governs(let version, let period):
      language.accordGoverns(version: "\(version.version)", entry: "\(version.entry.index)", period: "\(period)")
    case .dropped(let version, let period):
      language.periodDropped(version: "\(version.version)", entry: "\(version.entry.index)", period: "\(period)")
    case .extended(let step): extended(step)
    case .window(let opens, let due, let close, let isRetroactive):
      isRetroactive
        ? language.windowMovedLate(opens: words(opens), due: end(due), close: end(close))
        : language.window(opens: words(opens), due: end(due), close: end(close))
    case .membership(let step): membership(step)
    case .memberAsOf(let probe, let trace): member(asOf: probe, trace)
    case .suspension(let step):
      step.suspends
        ? language.entrySuspended(entry: "\(step.entry.index)", effective: words(step.effective))
        : language.entryReinstated(entry: "\(step.entry.index)", effective: words(step.effective))
    case .suspendedAsOf(let probe, let isSuspended):
      isSuspended ? language.wasSuspended(instant: day(probe)) : language.wasNotSuspended(instant: day(probe))
    case .dutyLimit(let limit): dutyLimit(limit)
    case .duty(let duty): language.label(.dutySentence, duty.rawValue) ?? language.label(duty)
    case .attestation(let step): attestation(step)
    case .voided(let entry, let revocations):
      language.attestationVoid(
        entry: "\(entry.index)", recorded: words(entry.recorded),
        revocations: language.list(revocations.map(language.reference)))
    case .withdrawal(let entry, let target):
      language.attestationWithdrawn(entry: "\(entry.index)", recorded: words(entry.recorded), target: "\(target)")
    case .head(let head, let first): self.head(head, first: first)
    case .withdrawnHead(let entry, let withdrawal):
      language.withdrawnStands(withdrawal: "\(withdrawal)", entry: "\(entry)")
    case .voidHead: language.voidStands
    case .submission(let submission, let daysLate): self.submission(submission, daysLate: daysLate)
    case .challenge(let step): challenge(step)
    case .responseOverdue: language.challengeUnanswered
    case .dispute(let dispute): language.label(.disputeSentence, dispute.rawValue) ?? language.label(dispute)
    case .review(let step): review(step)
    case .assurance(let level, let conclusion):
      conclusion.map { language.assuranceConcluded(level: self.level(level), conclusion: words($0)) }
        ?? language.assuranceAlone(level: self.level(level))
    case .evidenceItem(let step): evidenceItem(step)
    // The ledger proves that a checker said so, and no more.
    case .evidence(let status): language.label(.evidenceSentence, status.rawValue) ?? language.label(status)
    case .headline(let code, let row): headline(code, row)
    }
  }

  private func extended(_ step: ExtensionStep) -> String {
    let (entry, recorded, due) = ("\(step.entry.index)", words(step.entry.recorded), end(step.newDue))
    return step.isRetroactive
      ? language.dueMovedLate(entry: entry, recorded: recorded, due: due)
      : language.dueMoved(entry: entry, recorded: recorded, due: due)
  }

  private func membership(_ step: MembershipStep) -> String {
    let (entry, effective) = ("\(step.entry.index)", words(step.effective))
    let recorded = words(step.entry.recorded)
    return switch step.effect {
    case .joined: language.membershipJoined(entry: entry, effective: effective, recorded: recorded)
    case .rejoined: language.membershipRejoined(entry: entry, effective: effective, recorded: recorded)
    case .struck: language.membershipStruck(entry: entry, effective: effective, recorded: recorded)
    case .withdrew: language.membershipWithdrew(entry: entry, effective: effective, recorded: recorded)
    case .delisted: language.membershipDelisted(entry: entry, effective: effective, recorded: recorded)
    case .subscribed: language.membershipSubscribed(entry: entry, effective: effective, recorded: recorded)
    case .unsubscribed: language.membershipUnsubscribed(entry: entry, effective: effective, recorded: recorded)
    case .updated: language.membershipUpdated(entry: entry, effective: effective, recorded: recorded)
    case .succeeded: language.membershipSucceeded(entry: entry, effective: effective, recorded: recorded)
    }
  }

  private func member(asOf probe: Instant, _ trace: MembershipTrace) -> String {
    guard trace.isMember, let kind = trace.kind, let base = trace.base else {
      return language.notMemberAsOf(instant: day(probe))
    }
    let traits =
      trace.traits.isEmpty
      ? language.withoutTraits : language.withTraits(traits: language.series(trace.traits.map(trait)))
    let subscription =
      switch trace.subscription {
      case .all: language.allCommitments
      case .only(let listed) where listed.isEmpty: language.noCommitment
      case .only(let listed): language.series(listed.sorted().map(\.text))
      }
    let (instant, name, from) = (day(probe), self.kind(kind), words(base))
    return trace.basis == .publicSource
      ? language.listedAsOf(instant: instant, kind: name, traits: traits, subscription: subscription, base: from)
      : language.memberAsOf(instant: instant, kind: name, traits: traits, subscription: subscription, base: from)
  }

  private func dutyLimit(_ limit: DutyLimit) -> String {
    switch limit {
    case .broughtLate(let version):
      language.periodBroughtLate(version: "\(version.version)", entry: "\(version.entry.index)")
    case .notRequired(let version):
      language.periodNotRequired(version: "\(version.version)", entry: "\(version.entry.index)")
    }
  }

  private func attestation(_ step: ChainStep) -> String {
    let (entry, recorded) = ("\(step.entry.index)", words(step.entry.recorded))
    switch step.effect {
    case .submitted(let value):
      return language.attestationSubmitted(entry: entry, recorded: recorded, claim: claim(value))
    case .superseded(let old, let new, let afterDue, let raised):
      let (old, new) = (claim(old), claim(new))
      guard afterDue else {
        return language.attestationReplaced(entry: entry, recorded: recorded, old: old, new: new)
      }
      return raised
        ? language.attestationRaisedAfterDue(entry: entry, recorded: recorded, old: old, new: new)
        : language.attestationReplacedAfterDue(entry: entry, recorded: recorded, old: old, new: new)
    // These are facts of their own.
    case .voided, .withdrawn: return ""
    }
  }

  private func head(_ head: EntryIndex?, first: Instant?) -> String {
    guard let head else { return language.nothingStands }
    return first.map { language.standsWithClaim(entry: "\(head)", first: words($0)) }
      ?? language.standsWithoutClaim(entry: "\(head)")
  }

  private func submission(_ submission: Submission, daysLate: Int64?) -> String {
    let days = Int(clamping: daysLate ?? 0)
    return switch submission {
    case .voluntary: days == 0 ? language.voluntaryInTime : language.voluntaryLate(count: days)
    case .late: language.claimLate(count: days)
    default: language.label(.submissionSentence, submission.rawValue) ?? language.label(submission)
    }
  }

  private func challenge(_ step: ChallengeStep) -> String {
    let (entry, challenge) = ("\(step.entry.index)", "\(step.challenge)")
    return switch step.effect {
    case .opened: language.challengeOpened(entry: entry, recorded: words(step.entry.recorded))
    case .resolved(let outcome, let panel):
      language.challengeDecided(entry: entry, challenge: challenge, outcome: words(outcome), panel: "\(panel)")
    case .withdrawn: language.challengeWithdrawn(entry: entry, challenge: challenge)
    }
  }

  private func review(_ step: ReviewStep) -> String {
    let (entry, reviewed) = ("\(step.entry.index)", "\(step.of)")
    return switch step.effect {
    case .counted:
      language.reviewCounts(
        entry: entry, reviewed: reviewed, level: level(step.level), conclusion: words(step.conclusion))
    case .ofOlderVersion: language.reviewOfOlder(entry: entry, reviewed: reviewed)
    case .withdrawn(let withdrawal):
      language.reviewWithdrawn(entry: entry, reviewed: reviewed, withdrawal: "\(withdrawal)")
    }
  }

  private func evidenceItem(_ step: EvidenceStep) -> String {
    let digest = "\(step.sha256.hex.prefix(12))…"
    let visibility = step.isPublic ? language.evidenceIsPublic : language.evidenceIsNotPublic
    guard let check = step.check else { return language.evidenceUnchecked(digest: digest, visibility: visibility) }
    let (entry, recorded) = ("\(check.entry.index)", words(check.entry.recorded))
    return check.isStale
      ? language.evidenceStaleCheck(
        digest: digest, visibility: visibility, entry: entry, recorded: recorded, result: words(check.result))
      : language.evidenceLastCheck(
        digest: digest, visibility: visibility, entry: entry, recorded: recorded, result: words(check.result))
  }

  private func headline(_ code: String, _ row: HeadlineRow) -> String {
    switch row {
    case .duty: language.headlineIsDuty(label: Duty(rawValue: code).map { language.label($0) } ?? code)
    case .claim: language.headlineIsClaim(label: PlainID(code).map(claim) ?? code)
    case .submission:
      language.headlineIsSubmission(
        label: Submission(rawValue: code).map { language.label($0) } ?? language.label(.state, code) ?? code)
    }
  }

  // Codes and instants as words.

  /// Exact: the day alone stands for its first second.
  private func words(_ instant: Instant) -> String {
    instant == instant.startOfDay ? language.day(instant) : language.moment(instant)
  }

  /// Exact as well, for what ends then.
  private func end(_ instant: Instant) -> String { language.end(instant.calendarTime) }

  /// The instant of a question that the rules ask, as of a day's end or of an instant in it.
  private func day(_ instant: Instant) -> String {
    instant.calendarTime.isEndOfDay ? language.day(instant) : words(instant)
  }

  private func words(_ outcome: ChallengeOutcome) -> String { language.label(outcome) }
  private func words(_ conclusion: ReviewConclusion) -> String { language.label(conclusion) }
  private func words(_ result: EvidenceCheckEvent.Result) -> String { language.label(result) }
  private func claim(_ value: PlainID) -> String { accord.claimValue(value).map { text($0.label) } ?? value.text }
  private func level(_ id: PlainID) -> String { label(id, in: accord.assuranceLevels) }
  private func kind(_ id: PlainID) -> String { label(id, in: accord.signatoryKinds) }
  private func trait(_ id: PlainID) -> String { label(id, in: accord.traits) }

  private func label(_ id: PlainID, in list: [AccordDocument.LabelledID]) -> String {
    list.first { $0.id == id }.map { text($0.label) } ?? id.text
  }

  private func text(_ map: TextMap) -> String {
    map.text(in: language.rawValue, default: accord.languages.first ?? Language.english.rawValue)
  }
}
