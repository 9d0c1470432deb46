import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Languages
import Pledges
import Reports

enum AccordCheckCommand {
  static let definition = CommandDefinition(
    ["accord", "check"], group: "Accords",
    summary: "check an accord document, name every fault, and say who owes what by when",
    operands: [OperandDefinition("FILE", help: "the accord document")],
    without: Unheeded.ledger, synonyms: ["validate", "lint", "verify"],
    examples: ["pledgebook accord check Ledger/Accords/paris-call-2018.json"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let publication = try AccordFile.publication(session.operandPath(), changes: nil)
    try AccordShowCommand.show(publication.document, publication.sha256, &session)
    guard !session.output.isJSON else { return .done }
    try session.output.print("who owes what")
    for line in AccordDuties(publication.document).lines(in: .english) { try session.output.print("  \(line)") }
    let undecided = AccordTerms(publication.document).undecided
    if !undecided.isEmpty { try session.output.print("still to be decided, or meant so") }
    for line in undecided { try session.output.print("  \(line)") }
    return .done
  }
}

enum AccordPublishCommand {
  static let definition = CommandDefinition(
    ["accord", "publish"], group: "Accords", summary: "publish a new version of the accord",
    operands: [OperandDefinition("FILE", help: "the accord document")],
    options: [
      .value("changes", "TEXT", required: true, lines: true, help: "what changed, in a few sentences"),
      StatementFlow.registrarKey,
    ] + StatementFlow.askingOptions,
    examples: [
      "pledgebook accord publish accord-1.1.json --changes \"adds period 2033\" --registrar-key Keys/registrar"
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let publication = try AccordFile.publication(session.operandPath(), changes: session.arguments.required("changes"))
    return try StatementFlow.run(&session, keys: SigningKeys.registrar(session)) { _, _, _ in
      .accordPublish(publication)
    }
  }
}

enum AccordShowCommand {
  static let definition = CommandDefinition(
    ["accord", "show"], group: "Accords", summary: "show the accord in force: commitments, claims, challenges, periods",
    options: [.value("as-of", "TIME", help: "the version in force then (default: now)")] + ReadLedger.options,
    examples: ["pledgebook accord show", "pledgebook accord show --from published --log-key VKEY"],
    details: [
      "Of each commitment its text, whom it addresses and what it asks for; then the claims that a report can make and what "
        + "each needs beside it, the levels of a review, who may challenge on which grounds and in how many days, how one "
        + "joins and leaves, and the periods with their due dates."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let state = try ReadLedger.state(session)
    guard let version = state.accordInForce(at: try session.instant("as-of", .end) ?? Clock.now()) else {
      throw CommandError(
        code: "rule.accord.no-accord", message: "this ledger has no accord yet",
        hint: "pledgebook accord publish FILE", exit: .refused)
    }
    try show(version.document, version.sha256, &session)
    return .done
  }

  static func show(_ document: AccordDocument, _ sha256: Digest, _ session: inout Session) throws(CommandError) {
    if session.output.isJSON {
      try session.output.writeDocument(.accord, json(document, sha256))
      return
    }
    try session.output.print("\(document.id) \(document.version): \(sanitised(document.title.text(in: "en")))")
    try session.output.print("sha256      \(sha256)")
    try session.output.print("definition  \(document.definitionStatus.rawValue), \(document.legalNature.rawValue)")
    try session.output.print("in force    from \(document.effectiveFrom)")
    let terms = AccordTerms(document)
    try session.output.print("office      \(terms.contactLine)")
    try session.output.print("commitments")
    // The titles of all commitments begin in one column.
    let heads = alignedRows(document.commitments.map { ["\($0.id)", "|"] }, indent: 2).map { $0.dropLast() }
    for (commitment, head) in zip(document.commitments, heads) {
      let mark = commitment.obligation == .required ? "" : " (\(commitment.obligation.rawValue))"
      try session.output.print("\(head)\(sanitised(commitment.title.text(in: "en")))\(mark)")
      for line in terms.lines(of: commitment) { try session.output.print("    \(line)") }
      for indicator in commitment.indicators { try session.output.print("    \(line(indicator))") }
      for measure in commitment.measures {
        try session.output.print("    measure \(measure.id)  \(sanitised(measure.title.text(in: "en")))")
        for indicator in measure.indicators { try session.output.print("      \(line(indicator))") }
      }
    }
    for (title, rows) in [("claims", terms.claimRows), ("levels of review", terms.levelRows)] {
      try session.output.print(title)
      for line in alignedRows(rows, indent: 2) { try session.output.print(line) }
    }
    try session.output.print("challenges  \(terms.challengeLine)")
    for line in alignedRows(terms.groundRows, indent: 2) { try session.output.print(line) }
    try session.output.print("membership  \(terms.membershipLine)")
    guard let periods = document.reporting?.periods, !periods.isEmpty else {
      try session.output.print("periods     none: a register, nobody owes a report")
      return
    }
    try session.output.print("periods")
    let rows = periods.map {
      ["\($0.id)", "\($0.start) to \($0.end)", "opens \($0.opens)", "due \($0.due)"]
    }
    for line in alignedRows(rows, indent: 2) { try session.output.print(line) }
  }

  /// What `attest --indicator` takes: the id, the type and its limits.
  private static func line(_ indicator: Indicator) -> String {
    var words = ["indicator \(indicator.id)", indicator.type.rawValue]
    if !indicator.choices.isEmpty { words.append("one of " + indicator.choices.map(\.id.text).joined(separator: " ")) }
    if let minimum = indicator.minimum { words.append("at least \(text(minimum))") }
    if let maximum = indicator.maximum { words.append("at most \(text(maximum))") }
    if indicator.required { words.append("required") }
    return words.joined(separator: ", ") + "  " + sanitised(indicator.label.text(in: "en"))
  }

  private static func text(_ bound: Indicator.Bound) -> String {
    switch bound {
    case .integer(let number): "\(number)"
    case .decimal(let number): number.text
    case .date(let date): "\(date)"
    }
  }

  private static func json(_ document: AccordDocument, _ sha256: Digest) -> JSONValue {
    guard case .object(let members) = summary(document, sha256) else { return .null }
    return .object(members + AccordTerms(document).members)
  }

  private static func summary(_ document: AccordDocument, _ sha256: Digest) -> JSONValue {
    [
      "id": .string(document.id.text), "version": .string(document.version.description), "sha256": .string(sha256.hex),
      "definitionStatus": .string(document.definitionStatus.rawValue),
      "commitments": .array(
        document.commitments.map {
          [
            "id": .string($0.id.text), "title": .string($0.title.text(in: "en")),
            "obligation": .string($0.obligation.rawValue), "text": .string($0.text.text(in: "en")),
            "textIsVerbatim": .boolean($0.textIsVerbatim), "sourceRef": .string($0.sourceRef),
            "kinds": .array($0.appliesTo.kinds.map { .string($0.text) }),
            "traitsAny": .array($0.appliesTo.traitsAny.map { .string($0.text) }),
            "minEvidence": .integer($0.evidencePolicy.minItems),
          ]
        }),
      "periods": .array(
        (document.reporting?.periods ?? []).map {
          [
            "id": .string($0.id.text), "start": .string($0.start.description), "end": .string($0.end.description),
            "opens": .string($0.opens.description), "due": .string($0.due.description),
          ]
        }),
      "owed": AccordDuties(document).json,
    ]
  }
}
