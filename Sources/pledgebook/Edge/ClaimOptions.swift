import CommandLineTools
import Cryptography
import Files
import ForeignText
import Languages
import Pledges

/// What `attest` says about commitments, read from its options or from a form that somebody filled in.
struct ClaimOptions {
  private var drafts: [Draft] = []
  /// The evidence files, each once.
  private(set) var items: [EvidenceItem] = []
  /// The files as they were given the first time, with what was said of each.
  private var saidOfItems: [PlainID: EvidenceFile] = [:]
  let affirmation: Attestation.Affirmation
  /// Whether the affirmation says something that nobody typed.
  private let hasDefaults: Bool

  var commitments: [CommitmentID] { drafts.map(\.claim.commitment) }

  /// A claim whose words are still in it.
  private struct Draft {
    var claim: Claim
    var explanation: [(language: String, text: String)] = []
    var indicators: [(id: PlainID, value: String)] = []
  }

  static func read(_ session: borrowing Session) throws(CommandError) -> ClaimOptions {
    var options = try ClaimOptions(session)
    guard !options.drafts.isEmpty else {
      throw .usage(
        "missing-option", "--claim C=VALUE is missing",
        hint: "pledgebook attest --help; or fill in a form: pledgebook form SIGNATORY --period P")
    }
    for value in session.arguments.values("explain") { try options.explain(value, session) }
    for value in session.arguments.paths("evidence") { try options.addEvidence(value, session) }
    for value in session.arguments.values("indicator") { try options.addIndicator(value, session) }
    for value in session.arguments.values("measure") { try options.addMeasure(value, session) }
    for value in session.arguments.values("plan") { try options.addPlan(value, session) }
    return options
  }

  private init(_ session: borrowing Session) throws(CommandError) {
    let said =
      session.arguments.values("affirm").compactMap { $0.split(separator: "=").first.map(String.init) }
      + session.arguments.values("explain").compactMap { value in
        let parts = value.split(separator: "=", maxSplits: 2)
        return parts.count == 3 ? String(parts[1]) : nil
      }
    try self.init(
      affirming: session.textMap("affirm"), office: session.arguments.value("office"),
      authority: session.arguments.value("authority"), said: said, session)
    for value in session.arguments.values("claim") {
      let (commitment, claim) = try session.split(value, at: "=", option: "claim", form: "C=VALUE")
      drafts.append(
        Draft(
          claim: Claim(
            commitment: try session.id(commitment, "commitment"), value: try session.id(claim, "claim"))))
    }
  }

  /// The same from the answers of a form, by the same steps; notes in them what is wrong with the files that they name.
  init(_ answers: inout FormAnswers, _ session: borrowing Session) throws(CommandError) {
    try self.init(
      affirming: TextMap(answers.affirmation), office: answers.office, authority: answers.authority,
      said: answers.affirmation.map(\.language) + answers.claims.flatMap { $0.explanation.map(\.language) }, session)
    for answer in answers.claims {
      let place = drafts.count
      drafts.append(Draft(claim: Claim(commitment: answer.commitment, value: answer.value)))
      drafts[place].explanation = answer.explanation
      drafts[place].indicators = answer.indicators.map { ($0.id, $0.text) }
      drafts[place].claim.measures = answer.measures
      for evidence in answer.evidence {
        do throws(CommandError) {
          try addEvidence(FilePath(evidence.text), to: place, session)
        } catch {
          answers.fault(evidence.place, error.message)
        }
      }
      for plan in answer.plans { try add(plan: plan, to: place, session) }
    }
  }

  private init(
    affirming text: TextMap?, office: String?, authority: String?, said: [String], _ session: borrowing Session
  ) throws(CommandError) {
    let language = ClaimOptions.language(session, said: said)
    let standard = [(language: language.rawValue, text: language.standardAffirmation)]
    guard let affirmed = text ?? TextMap(standard) else {
      throw .usage("invalid-value", "--affirm says nothing", hint: "write --affirm en=TEXT")
    }
    affirmation = Attestation.Affirmation(
      text: affirmed, office: office ?? language.standardOffice, authority: authority)
    hasDefaults = text == nil || office == nil
  }

  /// The language of what is put in where nobody says it: the one asked for, or that of all that is said with one.
  private static func language(_ session: borrowing Session, said: [String]) -> Language {
    if let asked = session.arguments.value("language").flatMap(Language.init) { return asked }
    let said = Set(said)
    return said.count == 1 ? said.first.flatMap(Language.init) ?? .english : .english
  }

  /// Shows what the statement says that nobody typed, before it is signed.
  func noteDefaults(_ session: borrowing Session) {
    guard hasDefaults else { return }
    let text = affirmation.text.entries.map { "“\($0.text)” (\($0.language))" }.joined(separator: ", ")
    session.output.note(
      "the statement affirms: \(text), by “\(affirmation.office)”; "
        + (session.arguments.flag("form") ? "the lines affirmation and office say it" : "--affirm and --office say it")
        + " otherwise")
  }

  /// The place of the claim for a commitment.
  private func place(of text: String, option: String) throws(CommandError) -> Int {
    guard let place = drafts.firstIndex(where: { $0.claim.commitment.text == text }) else {
      throw .usage(
        "invalid-value", "--\(option) names commitment \(text), for which nothing is claimed",
        hint: "add --claim \(ShellText.quoted(text))=VALUE")
    }
    return place
  }

  private mutating func explain(_ value: String, _ session: borrowing Session) throws(CommandError) {
    let (commitment, rest) = try session.split(value, at: "=", option: "explain", form: "C=LANG=TEXT")
    let (language, text) = try session.split(rest, at: "=", option: "explain", form: "C=LANG=TEXT")
    let place = try place(of: commitment, option: "explain")
    drafts[place].explanation.append((language, text))
    guard TextMap(drafts[place].explanation) != nil else {
      throw .usage("invalid-value", "--explain gives \(commitment) two texts in \(language)", hint: "give one of them")
    }
  }

  private mutating func addEvidence(_ value: FilePath, _ session: borrowing Session) throws(CommandError) {
    // An id has no `=` in it, so what follows the first is the file's.
    let (commitment, rest) = try session.split(value, at: "=", option: "evidence", form: "C=FILE")
    try addEvidence(rest, to: place(of: commitment, option: "evidence"), session)
  }

  private mutating func addEvidence(
    _ rest: FilePath, to place: Int, _ session: borrowing Session
  ) throws(CommandError) {
    let file = try EvidenceFile.read(rest)
    // One file behind several claims is one item, of which one thing is said. // Format §10
    if let known = items.first(where: { $0.sha256 == file.sha256 }) {
      try saidOfItems[known.id]?.require(sayingNothingElse: file, for: drafts[place].claim.commitment)
      if !drafts[place].claim.evidence.contains(known.id) { drafts[place].claim.evidence.append(known.id) }
      return
    }
    let item = try file.item("e\(items.count + 1)", session)
    items.append(item)
    saidOfItems[item.id] = file
    drafts[place].claim.evidence.append(item.id)
  }

  private mutating func addIndicator(_ value: String, _ session: borrowing Session) throws(CommandError) {
    let (name, given) = try session.split(value, at: "=", option: "indicator", form: "C/I=VALUE")
    let (commitment, indicator) = try session.split(name, at: "/", option: "indicator", form: "C/I=VALUE")
    let place = try place(of: commitment, option: "indicator")
    drafts[place].indicators.append((try session.id(indicator, "indicator"), given))
  }

  private mutating func addMeasure(_ value: String, _ session: borrowing Session) throws(CommandError) {
    let (name, given) = try session.split(value, at: "=", option: "measure", form: "C/M=yes|no|planned")
    let (commitment, measure) = try session.split(name, at: "/", option: "measure", form: "C/M=yes|no|planned")
    let place = try place(of: commitment, option: "measure")
    guard let done = Claim.Measure.Done(rawValue: given) else {
      throw .usage("invalid-value", "--measure does not take \(given)", hint: "it takes yes, no or planned")
    }
    drafts[place].claim.measures.append(Claim.Measure(id: try session.id(measure, "measure"), done: done))
  }

  private mutating func addPlan(_ value: String, _ session: borrowing Session) throws(CommandError) {
    let (commitment, text) = try session.split(value, at: "=", option: "plan", form: "C=TEXT")
    try add(plan: text, to: place(of: commitment, option: "plan"), session)
  }

  private mutating func add(plan text: String, to place: Int, _ session: borrowing Session) throws(CommandError) {
    guard let map = TextMap(plain: text) else { return }
    drafts[place].claim.planned.append(Claim.Plan(text: try session.detach(map)))
  }

  /// The claims, each indicator as its type asks for, which only the accord knows: words are taken out of the statement.
  func claims(by document: AccordDocument, _ session: borrowing Session) throws(CommandError) -> [Claim] {
    var claims: [Claim] = []
    for draft in drafts {
      var claim = draft.claim
      let indicators = document.commitment(claim.commitment)?.allIndicators ?? []
      for (id, text) in draft.indicators {
        let type = indicators.first { $0.id == id }?.type
        claim.indicators.append(Claim.IndicatorValue(id: id, value: try Self.value(text, of: type, session)))
      }
      claim.explanation = try session.detach(ifGiven: TextMap(draft.explanation))
      claims.append(claim)
    }
    return claims
  }

  private static func value(
    _ text: String, of type: Indicator.ValueType?, _ session: borrowing Session
  ) throws(CommandError) -> Claim.IndicatorValue.Value {
    switch type {
    case .integer: Int64(text).map { .integer($0) } ?? .text(text)
    case .narrative: .detached(try session.detach(text))
    case .link:
      // Later nobody can tell: of a link only the digest is signed.
      if let address = EvidenceItem.address(text) {
        .detached(try session.detach(address))
      } else {
        throw .usage("invalid-value", "\(text) is not an address", hint: "write it with its scheme, as https://…")
      }
    default: .text(text)
    }
  }
}
