public import CanonicalJSON
internal import Cryptography

/// Every fault of an accord document.
public struct AccordFaults: Error, Sendable {
  public let faults: [Fault]
}

extension AccordDocument {
  /// The value of `schema` in every accord document. // Format §9
  public static let schema = "urn:pledgebook:v1:accord"

  /// The accord that this JSON describes, or every fault of it.
  public static func read(_ node: JSONNode) throws(AccordFaults) -> AccordDocument {
    let log = FaultLog()
    guard let document = read(node.view, log), log.faults.isEmpty else { throw AccordFaults(faults: log.faults) }
    return document
  }

  static func read(_ node: JSONView, _ log: FaultLog) -> AccordDocument? {
    guard var members = Members(node, log) else { return nil }
    let schema = members.required("schema", Read.exactly(schema))
    let id: PlainID? = members.required("id", Read.id)
    let version = members.required("version", readVersion)
    let previous = members.optional("previousSha256", Read.digest)
    let title = members.required("title", Read.textMap(500))
    let summary = members.required("summary", Read.textMap())
    let languages = members.required("languages", readList(1...32, Read.languageTag))
    let adoptedOn = members.required("adoptedOn", Read.date)
    let effectiveFrom = members.required("effectiveFrom", Read.instant)
    let legalNature: LegalNature? = members.required("legalNature", Read.choice)
    let definitionStatus: DefinitionStatus? = members.required("definitionStatus", Read.choice)
    let officialTexts = members.required("officialTexts", readList(0...64, OfficialText.read))
    let secretariat = members.required("secretariat", Secretariat.read)
    let kinds = members.required("signatoryKinds", readList(1...32, LabelledID.read))
    let traits = members.required("traits", readList(0...200, LabelledID.read))
    let commitments = members.required("commitments", readList(1...500, Commitment.read))
    let claimValues = members.optional("claimValues", readList(1...32, ClaimValue.read))
    let levels = members.optional("assuranceLevels", readList(1...32, LabelledID.read))
    let reporting = members.nullable("reporting", Reporting.read)
    let membership = members.required("membership", MembershipRules.read)
    let challenge = members.nullable("challenge", ChallengeRules.read)
    let themes = members.required("reportedThemes", readList(0...200, ReportedTheme.read))
    let licence = members.required("licence", Read.text(200))
    let disclaimer = members.required("disclaimer", Read.textMap())
    members.finish()
    guard schema != nil, let id, let version, let title, let summary, let languages, let adoptedOn, let effectiveFrom,
      let legalNature, let definitionStatus, let officialTexts, let secretariat, let kinds, let traits, let commitments,
      let reporting, let membership, let challenge, let themes, let licence, let disclaimer
    else { return nil }
    let document = AccordDocument(
      id: id, version: version, previousSHA256: previous, title: title, summary: summary, languages: languages,
      adoptedOn: adoptedOn, effectiveFrom: effectiveFrom, legalNature: legalNature, definitionStatus: definitionStatus,
      officialTexts: officialTexts, secretariat: secretariat, signatoryKinds: kinds, traits: traits,
      commitments: commitments, claimValues: claimValues ?? ClaimValue.standard,
      assuranceLevels: levels ?? LabelledID.standardAssuranceLevels, reporting: reporting, membership: membership,
      challenge: challenge, reportedThemes: themes, licence: licence, disclaimer: disclaimer)
    document.check(log)
    return document
  }

  private static func readVersion(_ node: JSONView, _ log: FaultLog) -> AccordVersion? {
    guard let text = node.string, let version = AccordVersion(text) else {
      log.fault("must be a version such as 1.0.0")
      return nil
    }
    return version
  }
}

extension AccordDocument.OfficialText {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let language = members.required("language", Read.languageTag)
    let uri = members.required("uri", Read.uri)
    let sha256 = members.required("sha256", Read.digest)
    let bytes = members.required("bytes", Read.integer(1...Read.largestInteger))
    let retrievedOn = members.optional("retrievedOn", Read.date)
    members.finish()
    guard let language, let uri, let sha256, let bytes else { return nil }
    return Self(language: language, uri: uri, sha256: sha256, bytes: bytes, retrievedOn: retrievedOn)
  }
}

extension AccordDocument.Secretariat {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let name = members.required("name", Read.text(500))
    let contact = members.required("contact", Read.text(500))
    members.finish()
    guard let name, let contact else { return nil }
    return Self(name: name, contact: contact)
  }
}

extension AccordDocument.LabelledID {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let id: PlainID? = members.required("id", Read.id)
    let label = members.required("label", Read.textMap(500))
    members.finish()
    guard let id, let label else { return nil }
    return Self(id: id, label: label)
  }
}

extension AccordDocument.Reporting {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let days = members.required("firstReportAfterDays", Read.integer(0...36_500))
    let periods = members.required("periods", readList(0...500, AccordDocument.Period.read))
    members.finish()
    guard let days, let periods else { return nil }
    return Self(firstReportAfterDays: days, periods: periods)
  }
}

extension AccordDocument.Period {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let id: PeriodID? = members.required("id", Read.id)
    let label = members.optional("label", Read.textMap(500))
    let start = members.required("start", Read.instant)
    let end = members.required("end", Read.instant)
    let opens = members.required("opens", Read.instant)
    let due = members.required("due", Read.instant)
    let graceDays = members.required("graceDays", Read.integer(0...36_500))
    members.finish()
    guard let id, let start, let end, let opens, let due, let graceDays else { return nil }
    if start >= end { log.fault(at: .member("end"), reason: "must be after start") }
    if opens < end { log.fault(at: .member("opens"), reason: "must not be before end") }
    if due < opens { log.fault(at: .member("due"), reason: "must not be before opens") }
    return Self(id: id, label: label, start: start, end: end, opens: opens, due: due, graceDays: graceDays)
  }
}

extension AccordDocument.MembershipRules {
  private enum Subscription: String, CaseIterable {
    case all
    case optIn = "opt-in"
  }

  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let reservations = members.required("reservationsAllowed", Read.boolean)
    let subscription: Subscription? = members.required("subscription", Read.choice)
    let notice = members.required("withdrawalNoticeDays", Read.integer(0...36_500))
    let eligible = members.optional("delistEligibleAfterPeriods", Read.integer(1...500))
    members.finish()
    guard let reservations, let subscription, let notice else { return nil }
    return Self(
      reservationsAllowed: reservations, subscriptionIsOptIn: subscription == .optIn, withdrawalNoticeDays: notice,
      delistEligibleAfterPeriods: eligible ?? 2)
  }
}

extension AccordDocument.ChallengeRules {
  private enum Who: String, CaseIterable {
    case anyone, registered
  }

  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let who: Who? = members.required("who", Read.choice)
    let grounds = members.required("grounds", readList(1...64, AccordDocument.LabelledID.read))
    let response = members.required("responseDays", Read.integer(0...36_500))
    let resolution = members.required("resolutionDays", Read.integer(0...36_500))
    members.finish()
    guard let who, let grounds, let response, let resolution else { return nil }
    return Self(
      anyoneMayChallenge: who == .anyone, grounds: grounds, responseDays: response, resolutionDays: resolution)
  }
}

extension AccordDocument.ReportedTheme {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let label = members.required("label", Read.textMap(500))
    let source = members.required("source", Read.text(2_000))
    let mapsTo: [CommitmentID]? = members.required("mapsTo", readList(0...500, Read.id))
    let note = members.optional("note", Read.text(2_000))
    members.finish()
    guard let label, let source, let mapsTo else { return nil }
    if mapsTo.isEmpty, note == nil {
      log.fault(at: .member("note"), reason: "is required when the theme maps to no commitment")
    }
    return Self(label: label, source: source, mapsTo: mapsTo, note: note)
  }
}
