import CommandLineTools
import Cryptography
import ForeignText
import Pledges

/// What `attest` says about commitments, read from its options.
struct ClaimOptions {
  private(set) var claims: [Claim] = []
  private(set) var evidence: [EvidenceItem] = []
  let affirmation: Attestation.Affirmation

  /// Said when nothing else is: enough to be honest, and no more.
  private static let standardAffirmation = [
    (language: "en", text: "Stated to the best of this office's knowledge."),
    (language: "fr", text: "Déclaré au mieux de la connaissance de ce service."),
  ]

  static func read(_ session: borrowing Session) throws(CommandError) -> ClaimOptions {
    var options = try ClaimOptions(session)
    guard !options.claims.isEmpty else {
      throw .usage("missing-option", "--claim C=VALUE is missing", hint: "pledgebook attest --help")
    }
    for value in session.arguments.values("explain") { try options.explain(value, session) }
    for value in session.arguments.values("evidence") { try options.addEvidence(value, session) }
    for value in session.arguments.values("indicator") { try options.addIndicator(value, session) }
    for value in session.arguments.values("measure") { try options.addMeasure(value, session) }
    for value in session.arguments.values("plan") { try options.addPlan(value, session) }
    return options
  }

  private init(_ session: borrowing Session) throws(CommandError) {
    guard let text = try session.textMap("affirm") ?? TextMap(ClaimOptions.standardAffirmation) else {
      throw .usage("invalid-value", "--affirm says nothing", hint: "write --affirm en=TEXT")
    }
    affirmation = Attestation.Affirmation(
      text: text, office: session.arguments.value("office") ?? "the signatory's office in charge of this accord",
      authority: session.arguments.value("authority"))
    for value in session.arguments.values("claim") {
      let (commitment, claim) = try session.split(value, at: "=", option: "claim", form: "C=VALUE")
      claims.append(
        Claim(commitment: try session.id(commitment, "commitment"), value: try session.id(claim, "claim")))
    }
  }

  /// The place of the claim for a commitment.
  private func place(of text: String, option: String) throws(CommandError) -> Int {
    guard let place = claims.firstIndex(where: { $0.commitment.text == text }) else {
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
    guard let map = TextMap((claims[place].explanation?.entries ?? []) + [(language, text)]) else {
      throw .usage("invalid-value", "--explain gives \(commitment) two texts in \(language)", hint: "give one of them")
    }
    claims[place].explanation = map
  }

  private mutating func addEvidence(_ value: String, _ session: borrowing Session) throws(CommandError) {
    let (commitment, rest) = try session.split(value, at: "=", option: "evidence", form: "C=FILE")
    let place = try place(of: commitment, option: "evidence")
    let item = try EvidenceFile.item(rest, id: "e\(evidence.count + 1)")
    // One file behind several claims is one item.
    if let known = evidence.first(where: { $0.sha256 == item.sha256 }) {
      if !claims[place].evidence.contains(known.id) { claims[place].evidence.append(known.id) }
      return
    }
    evidence.append(item)
    claims[place].evidence.append(item.id)
  }

  private mutating func addIndicator(_ value: String, _ session: borrowing Session) throws(CommandError) {
    let (name, given) = try session.split(value, at: "=", option: "indicator", form: "C/I=VALUE")
    let (commitment, indicator) = try session.split(name, at: "/", option: "indicator", form: "C/I=VALUE")
    let place = try place(of: commitment, option: "indicator")
    claims[place].indicators.append(
      Claim.IndicatorValue(id: try session.id(indicator, "indicator"), value: .text(given)))
  }

  private mutating func addMeasure(_ value: String, _ session: borrowing Session) throws(CommandError) {
    let (name, given) = try session.split(value, at: "=", option: "measure", form: "C/M=yes|no|planned")
    let (commitment, measure) = try session.split(name, at: "/", option: "measure", form: "C/M=yes|no|planned")
    let place = try place(of: commitment, option: "measure")
    guard let done = Claim.Measure.Done(rawValue: given) else {
      throw .usage("invalid-value", "--measure does not take \(given)", hint: "it takes yes, no or planned")
    }
    claims[place].measures.append(Claim.Measure(id: try session.id(measure, "measure"), done: done))
  }

  private mutating func addPlan(_ value: String, _ session: borrowing Session) throws(CommandError) {
    let (commitment, text) = try session.split(value, at: "=", option: "plan", form: "C=TEXT")
    let place = try place(of: commitment, option: "plan")
    guard let map = TextMap(plain: text) else { return }
    claims[place].planned.append(Claim.Plan(text: map))
  }

  /// Gives integer indicators their type, which only the accord knows.
  func typed(by document: AccordDocument) -> [Claim] {
    claims.map { claim in
      var claim = claim
      let indicators = document.commitment(claim.commitment)?.allIndicators ?? []
      claim.indicators = claim.indicators.map { given in
        guard case .text(let text) = given.value, let number = Int64(text),
          indicators.first(where: { $0.id == given.id })?.type == .integer
        else { return given }
        var given = given
        given.value = .integer(number)
        return given
      }
      return claim
    }
  }
}
