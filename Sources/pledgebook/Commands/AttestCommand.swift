import CommandLineTools
import Cryptography
import Files
import Languages
import Pledges
import Reports

/// `attest`: a signatory says how it kept its commitments in a period, restates that, or takes it back.
enum AttestCommand {
  static let definition = CommandDefinition(
    ["attest"], group: "Statements", summary: "submit, restate or withdraw an attestation",
    options: [
      .value("signatory", "ID", need: .unless(["file", "form"]), help: "who attests"),
      .value("period", "PERIOD", need: .unless(["file", "form"]), help: "the reporting period"),
      .value(
        "claim", "C=VALUE", repeats: true, need: .unless(["file", "form", "withdraw"]),
        help: "what is claimed for commitment C"),
      .value("explain", "C=LANG=TEXT", repeats: true, lines: true, help: "explanation of the claim for C"),
      .value(
        "evidence", "C=FILE[;uri=…]", repeats: true,
        help:
          "a file the claim for C rests on; further fields: title, kind, archive, media, captured, language, visibility; "
          + "the name may have ; in it, a field has it as \\;"
      ),
      .value("indicator", "C/I=VALUE", repeats: true, lines: true, help: "value of indicator I of commitment C"),
      .value("measure", "C/M=yes|no|planned", repeats: true, help: "state of measure M of commitment C"),
      .value("plan", "C=TEXT", repeats: true, lines: true, help: "what is planned for C"),
      .value("affirm", "LANG=TEXT", repeats: true, lines: true, help: "the affirmation (default: a plain sentence)"),
      .value("office", "TEXT", help: "the office that affirms, never a person's name"),
      .value("authority", "TEXT", help: "what entitles the office to affirm"),
      .choice(
        "language", Language.allCases.map(\.rawValue),
        help: "language of the affirmation and the office where they are not given (default: that of your texts, or en)"
      ),
      .value("form", "FILE", help: "take the claims from this form, filled in (see pledgebook form)"),
      .value("file", "STATEMENT", help: "sign and submit this statement instead"),
      .flag("supersede", help: "restate what stands"),
      .flag("withdraw", help: "take back what stands"),
      .value("entry", "INDEX", help: "with --withdraw: the entry, when more than one stands"),
      .value(
        "reason", "REASON", need: .with(["supersede", "withdraw"], unless: ["file"]),
        help: ChangeReason.allCases.map(\.rawValue).joined(separator: ", ")),
      .value(
        "note", "TEXT", need: .with(["supersede", "withdraw"], unless: ["file"]), lines: true,
        help: "what changed and why"),
      StatementFlow.partyKey,
    ] + StatementFlow.options,
    examples: [
      "pledgebook attest --signatory quillonia --period 2031 --claim l-1=met --evidence l-1=law.pdf --key quillonia.key",
      "pledgebook attest --supersede --signatory quillonia --period 2031 --claim l-1=partially-met "
        + "--explain l-1=en=\"one agency is late\" --evidence l-1=law.pdf --reason error-correction "
        + "--note \"an agency was overlooked\" --key quillonia.key",
      "pledgebook attest --form quillonia-2031.csv --key quillonia.key",
    ],
    details: [
      "The statement names the SHA-256 of each evidence file; the files themselves stay where they are. "
        + LedgerNotices(nil).proofLimit
    ])

  /// What a claim is made of, and a statement that takes claims back has no place for.
  private static let claiming = [
    "claim", "explain", "evidence", "indicator", "measure", "plan", "affirm", "office", "authority", "language",
  ]
  /// What is left to say when the statement is there already.
  private static let handling = [
    "file", "key", "passphrase-file", "out", "overwrite", "at", "wait", "receipt-dir", "after-silence",
  ]

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    if let path = session.arguments.path("file") {
      try session.arguments.refuse(
        definition.options.map(\.long).filter { !handling.contains($0) }, with: "file")
      return try submit(file: path, &session, SigningKeys.party(session))
    }
    let mode = try session.arguments.oneOf(["supersede", "withdraw"])
    try session.arguments.refuse(["entry"], without: "withdraw")
    if mode == "withdraw" { try session.arguments.refuse(claiming, with: "withdraw") }
    if mode == nil { try session.arguments.refuse(["reason", "note"], without: "supersede") }
    if let path = session.arguments.path("form") {
      try session.arguments.refuse(claiming.filter { !["language"].contains($0) }, with: "form")
      if mode == "withdraw" { try session.arguments.refuse(["form"], with: "withdraw") }
      return try fill(path, &session, change: mode == "supersede" ? change(session) : nil)
    }
    let keys = try SigningKeys.party(session)
    let signatory = try session.existing(session.arguments.required("signatory"), "signatory")
    let period: PeriodID = try session.id(session.arguments.required("period"), "period")
    if mode == "withdraw" {
      let change = try change(session)
      return try StatementFlow.run(&session, keys: keys) { session, state, _ throws(CommandError) in
        .withdrawAttestation(
          AttestationWithdrawal(
            signatory: signatory, period: period, withdraws: try standing(session, state, signatory, period),
            reason: change.reason,
            changeNote: change.note))
      }
    }
    let draft = try ClaimOptions.read(session)
    draft.noteDefaults(session)
    let change = mode == "supersede" ? try change(session) : nil
    return try StatementFlow.run(&session, keys: keys) { session, state, _ throws(CommandError) in
      try attestation(draft, session, state, signatory, period, change)
    }
  }

  /// What a form says, signed and submitted.
  private static func fill(
    _ path: FilePath, _ session: inout Session, change: (reason: ChangeReason, note: Detached<String>)?
  ) throws(CommandError) -> ExitStatus {
    let keys = try SigningKeys.party(session)
    let file = try FormFile.read(path)
    let head = file.head
    for (option, meant) in [("signatory", head.signatory.text), ("period", head.period.text)] {
      guard let given = session.arguments.value(option), !given.utf8.elementsEqual(meant.utf8) else { continue }
      throw .usage(
        "conflicting-options", "--\(option) says \(given), and \(path.inputName) is a form for \(meant)",
        hint: "leave out --\(option), or fill in the form for \(given)")
    }
    return try StatementFlow.run(&session, keys: keys) { session, state, now throws(CommandError) in
      let draft = try file.claims(session, state, at: now)
      draft.noteDefaults(session)
      return try attestation(draft, session, state, head.signatory, head.period, change)
    }
  }

  private static func attestation(
    _ draft: ClaimOptions, _ session: borrowing Session, _ state: LedgerState, _ signatory: PartyID,
    _ period: PeriodID, _ change: (reason: ChangeReason, note: Detached<String>)?
  ) throws(CommandError) -> Predicate {
    guard let accord = state.accord.governing(period) ?? state.accord.versions.last else {
      throw CommandError(
        code: "rule.attestation.no-accord", message: "this ledger has no accord yet",
        hint: "pledgebook accord publish FILE", exit: .refused)
    }
    var supersession: Attestation.Supersession?
    if let change {
      let head = try commonHead(of: draft.commitments, state, signatory, period)
      supersession = Attestation.Supersession(supersedes: head, reason: change.reason, changeNote: change.note)
    }
    return .attest(
      Attestation(
        signatory: signatory, period: period,
        accord: Attestation.AccordReference(
          id: accord.document.id, version: accord.document.version, sha256: accord.sha256),
        claims: try draft.claims(by: accord.document, session), evidence: draft.items,
        affirmation: try session.detach(draft.affirmation), supersession: supersession))
  }

  /// The one entry that stands for all the commitments listed.
  private static func commonHead(
    of commitments: [CommitmentID], _ state: LedgerState, _ signatory: PartyID, _ period: PeriodID
  ) throws(CommandError) -> EntryReference {
    var head: EntryReference?
    for commitment in commitments {
      guard let found = state.head(signatory: signatory, period: period, commitment: commitment) else {
        throw CommandError(
          code: "rule.attestation.not-head", message: "nothing stands for \(commitment) in \(period)",
          hint: "file it without --supersede", exit: .refused)
      }
      if let head, head != found {
        throw CommandError(
          code: "rule.attestation.not-head",
          message: "different entries stand for the commitments listed: \(head.index) and \(found.index)",
          hint: "restate the commitments of one entry at a time", exit: .refused)
      }
      head = found
    }
    guard let head else { throw .usage("missing-option", "--claim is missing", hint: "pledgebook attest --help") }
    return head
  }

  /// The entry to withdraw: the one named, or the only one that stands.
  private static func standing(
    _ session: borrowing Session, _ state: LedgerState, _ signatory: PartyID, _ period: PeriodID
  ) throws(CommandError) -> EntryReference {
    let commitments = state.accord.governing(period)?.document.commitments.map(\.id) ?? []
    var heads: [EntryReference] = []
    for commitment in commitments {
      guard let head = state.head(signatory: signatory, period: period, commitment: commitment), !heads.contains(head)
      else { continue }
      heads.append(head)
    }
    if let text = session.arguments.value("entry") {
      let index = try session.index(text)
      heads = heads.filter { $0.index == index }
    }
    guard let head = heads.first else {
      throw CommandError(
        code: "rule.attestation.not-head", message: "nothing stands for \(signatory) in \(period)",
        hint: "pledgebook report \(signatory) --period \(period)", exit: .refused)
    }
    guard heads.count == 1 else {
      throw .usage(
        "ambiguous", "several entries stand: \(heads.map(\.index.description).joined(separator: ", "))",
        hint: "name one: --entry \(head.index)")
    }
    return head
  }

  private static func change(
    _ session: borrowing Session
  ) throws(CommandError) -> (reason: ChangeReason, note: Detached<String>) {
    (try session.choice("reason", ChangeReason.self), try session.detach(session.arguments.required("note")))
  }

  /// A statement made elsewhere, signed and submitted as it is.
  private static func submit(
    file path: FilePath, _ session: inout Session, _ keys: SigningKeys
  ) throws(CommandError) -> ExitStatus {
    let draft = try DraftFile.read(path)
    switch draft.statement.predicate {
    case .attest, .withdrawAttestation: break
    default:
      throw CommandError(
        code: "statement.kind", message: "\(path) is a \(draft.statement.kind), not an attestation",
        hint: "sign it with pledgebook sign and submit it with pledgebook submit", exit: .usage)
    }
    return try StatementFlow.submit(draft, &session, keys)
  }
}
