import CanonicalJSON
import CommandLineTools
import Cryptography
import Files
import LedgerWriter
import Pledges
import Reports
import StatementWords
import Storage
import Verification

/// Drafts a statement, signs it and submits it in one go; stops earlier with `--draft` or `--out`.
struct StatementFlow {
  /// The options of every command that makes a statement.
  static let options: [OptionDefinition] =
    [
      clock, .value("out", "FILE", file: .output, help: "stop after signing and write the envelope"),
      .value("draft", "FILE", file: .output, help: "stop before signing and write the statement"), .overwrite, check,
      passphraseFile,
      .value("receipt-dir", "DIR", help: "write header and envelope of the new entry into this folder"), wait,
      RestedLedger.option,
    ] + ReadLedger.options
  /// Those of a command whose entry nobody can take back, or is meant to be read by all: it asks first.
  static let askingOptions: [OptionDefinition] = options + [Confirmation.option]
  /// Those of them that matter only where an entry is made.
  static let forAppending = ["receipt-dir", "wait", RestedLedger.option.long, Confirmation.option.long]
  static let check = OptionDefinition.flag(
    "check", help: "say whether the rules take it and what would change in the reports; record nothing")
  static let clock = OptionDefinition.value("at", "TIME", help: "set the ledger's clock (demo ledgers only)")
  static let passphraseFile = OptionDefinition.value(
    "passphrase-file", "FILE", help: "read the passphrase of the keys from this file")
  static let wait = OptionDefinition.value(
    "wait", "SECONDS", help: "seconds to wait for another writer (default 30)")
  static let registrarKey = OptionDefinition.value(
    "registrar-key", "FILE", repeats: true, need: .unless(["draft", "check"]), variable: "PLEDGEBOOK_REGISTRAR_KEY",
    help: "private key of the registrar; repeat for m of n")
  static let partyKey = OptionDefinition.value(
    "key", "FILE", repeats: true, need: .unless(["draft", "check"]), variable: "PLEDGEBOOK_KEY",
    help: "private key of the party making the statement; once for each that signs")
  static let incomingKey = OptionDefinition.value(
    "signing-key", "FILE", repeats: true, help: "private half of a new registrar's key; proves possession")
  static let effective = OptionDefinition.value("effective", "TIME", help: "from when it holds (default: now)")

  /// Runs a command that makes one statement.
  ///
  /// `keys` are the keys given; `predicate` builds what is said from the ledger's present state and time. `telling` says
  /// what follows from the new entry, where something does that its receipt does not show.
  static func run(
    _ session: inout Session, keys: SigningKeys, telling: ((Receipt) -> String)? = nil,
    _ predicate: (borrowing Session, LedgerState, Instant) throws(CommandError) -> Predicate
  ) throws(CommandError) -> ExitStatus {
    let mode = try session.arguments.oneOf(["out", "draft", check.long])
    if let mode { try session.arguments.refuse(forAppending, with: mode) }
    guard let mode else {
      try ReadLedger.refuseTrustWithoutCopy(session)
      if session.copy != nil {
        throw .usage(
          "missing-option", "a published copy cannot be written to",
          hint: "write the envelope with --out FILE and give it to the ledger's keeper")
      }
      return try submit(&session, keys, telling, predicate)
    }
    if mode == "out" { try requireKeys(keys) }
    let signed = mode == "draft" ? [] : keys.publicKeys.map(\.keyID)
    let prepared = try ReadLedger.with(session) { store in
      try prepare(session, store, signed: signed, isChecked: mode == check.long, predicate)
    }
    if let difference = prepared.difference {
      return try TrialPrinter.show(prepared.words, missing: prepared.missing.map { [$0] } ?? [], difference, &session)
    }
    let statement = prepared.statement
    let texts = session.texts.texts(of: statement)
    guard let path = session.arguments.path(mode), let draft = DraftFile.document(statement, texts: texts),
      let payload = statement.payload
    else { return .usage }
    if mode == "draft" {
      try session.write(Array(draft.displayText().utf8), to: path)
      session.output.note(
        "wrote the statement to \(path); "
          + "sign it with pledgebook sign \(path.shellWord) --key KEY --out ENVELOPE")
      try WrittenFile.draft.show(path, &session)
      return .done
    }
    try write(SubmittedEnvelope(envelope: try keys.envelope(around: payload), texts: texts), to: path, session)
    session.output.note("wrote the signed envelope to \(path)")
    if let missing = prepared.missing {
      session.output.note(
        "missing: \(missing); each signs with pledgebook sign \(path.shellWord) --key KEY --out SIGNED")
    } else {
      session.output.note("submit it with pledgebook submit \(path.shellWord)")
    }
    try WrittenFile.envelope.show(path, &session)
    return .done
  }

  /// A statement that the rules would take once everybody has signed it.
  private struct Prepared {
    let statement: Pledges.Statement
    /// What the ledger said before it.
    let state: LedgerState
    let words: [StatementWords]
    /// The signatures that it still needs, in words; nil for none.
    let missing: String?
    /// What would change in the reports, where that was asked for.
    let difference: LedgerDifference?
  }

  /// - Parameters:
  ///   - isChecked: whether it is about being recorded now, and not once others have signed.
  ///   - isRecording: whether this very command goes on to record it.
  private static func prepare(
    _ session: borrowing Session, _ store: any LedgerReading, signed: [KeyID], isChecked: Bool,
    isRecording: Bool = false, _ predicate: (borrowing Session, LedgerState, Instant) throws(CommandError) -> Predicate
  ) throws -> Prepared {
    var drafted = Clock.now()
    var trial = try Trial(session, store, signatures: .vouched) { replayed in
      drafted = try session.ledgerTime(in: replayed.state.identity?.environment)
      // It is handed in later, and never before the last entry; what is asked for now is asked for by this clock.
      return isChecked ? drafted : max(drafted, replayed.chain.recorded ?? drafted)
    }
    let (state, recorded) = (trial.state, trial.recorded)
    // A published copy is nobody's to append to.
    let keeper = isChecked && session.copy == nil ? try KeeperTrial(session, trial, isRecording: isRecording) : nil
    let said: Predicate
    do throws(CommandError) {
      said = try predicate(session, state, drafted)
    } catch {
      throw error.explained(byClockOf: state, last: recorded, now: drafted, session)
    }
    if case .redact(let redaction) = said {
      let places = try SameWords(removedBy: redaction, in: store).places(in: store, state.removals)
      SameWords.warn(of: places, session)
    }
    warn(of: said, state, session)
    if !isChecked, state.latestRecording(of: said) == drafted {
      // By the time that everybody has signed it is refused, being in retrospect. // Format §11
      session.output.warn(
        "this says that it is effective from \(drafted), and no ledger takes it once that time has passed",
        hint: "give --effective TIME, late enough for all who sign and for the keeper")
    }
    let statement = try draft(said, state, at: drafted)
    let texts = session.texts.texts(of: statement)
    let speaker = try ActingParty.named(session)
    do throws(CommandError) {
      try UnsignedTrial.run(statement, texts: texts, signed: signed, speaker: speaker, &trial)
    } catch {
      // What time alone mends is worth preparing.
      guard !isChecked, error.code == Refusal.Code.windowClosed.rawValue else {
        throw error.explained(byClockOf: state, last: recorded, now: drafted, session)
      }
      session.output.warn("\(error.message)", hint: "hand it in then, and not before: until then it is refused")
    }
    try keeper?.require(trial.next)
    return Prepared(
      statement: statement, state: state,
      words: try trial.words(now: drafted, signedBy: signed, speaker: speaker),
      missing: MissingWords.missing(on: said, by: signed, speaker: speaker, state, at: trial.now),
      difference: isChecked ? try trial.difference() : nil)
  }

  private static func submit(
    _ session: inout Session, _ keys: SigningKeys, _ telling: ((Receipt) -> String)?,
    _ predicate: (borrowing Session, LedgerState, Instant) throws(CommandError) -> Predicate
  ) throws(CommandError) -> ExitStatus {
    try requireKeys(keys)
    let confirmed = try Confirmation.isWanted(session) ? confirm(session, keys, predicate) : nil
    var sameWords = SameWords()
    let appended = try OpenLedger.append(session) { (state, now) throws(CommandError) in
      let said = try predicate(session, state, now)
      if confirmed == nil { warn(of: said, state, session) }
      let statement = try draft(said, state, at: now)
      let texts = session.texts.texts(of: statement)
      if let confirmed {
        let again = try draft(predicate(session, state, confirmed.drafted), state, at: confirmed.drafted)
        try confirmed.require(statement, sameAs: again, texts, state)
      }
      try UnsignedTrial.requireSigners(
        statement, texts: texts, signed: keys.publicKeys.map(\.keyID), state, at: now, session)
      let submitted = SubmittedEnvelope(envelope: try keys.envelope(around: statement.payload ?? []), texts: texts)
      sameWords = try SameWords(removedBy: [submitted], session)
      return [submitted]
    }
    if let telling, let receipt = appended.receipts.last { session.output.note(telling(receipt)) }
    return try ReceiptPrinter.finish(appended, &session, sameWords: sameWords)
  }

  /// Shows what is about to be recorded, and asks.
  private static func confirm(
    _ session: borrowing Session, _ keys: SigningKeys,
    _ predicate: (borrowing Session, LedgerState, Instant) throws(CommandError) -> Predicate
  ) throws(CommandError) -> ConfirmedStatement {
    let prepared = try ReadLedger.with(session) { store in
      try prepare(
        session, store, signed: keys.publicKeys.map(\.keyID), isChecked: true, isRecording: true, predicate)
    }
    if let missing = prepared.missing {
      // Nobody is asked about what is refused in any case.
      throw CommandError(
        code: Refusal.Code.signatureMissing.rawValue,
        message: "\(prepared.statement.kind) has not all the signatures that it needs", exit: .refused
      ).naming(missing: missing, keyOptions: session.keyOptions, writesEnvelopes: session.writesEnvelopes)
    }
    let statement = prepared.statement
    try Confirmation.require(
      [Confirmation.heading(LedgerName(statement.ledger))] + prepared.words.flatMap(\.lines).map { "  " + $0 },
      Confirmation.recording)
    return ConfirmedStatement(statement, session.texts.texts(of: statement), prepared.state)
  }

  /// Signs and submits a statement made elsewhere, as it is.
  static func submit(
    _ draft: DraftFile, _ session: inout Session, _ keys: SigningKeys
  ) throws(CommandError) -> ExitStatus {
    try requireKeys(keys)
    if session.arguments.flag("out") {
      // Its time is in the statement already, and the ledger's clock is asked when it becomes an entry.
      try session.arguments.refuse(forAppending + ["at"], with: "out")
    }
    let submitted = SubmittedEnvelope(envelope: try keys.envelope(around: draft.payload), texts: draft.texts)
    if let path = session.arguments.path("out") {
      try write(submitted, to: path, session)
      try WrittenFile.envelope.show(path, &session)
      return .done
    }
    let appended = try OpenLedger.append(session) { (state, now) throws(CommandError) in
      try UnsignedTrial.requireSigners(
        draft.statement, texts: draft.texts, signed: keys.publicKeys.map(\.keyID), state, at: now, session)
      return [submitted]
    }
    return try ReceiptPrinter.finish(appended, &session)
  }

  /// The statement that says this to the ledger as it stands.
  static func draft(
    _ said: Predicate, _ state: LedgerState, at now: Instant
  ) throws(CommandError) -> Pledges.Statement {
    do {
      return try state.draft(said, at: now)
    } catch {
      throw CommandError(error)
    }
  }

  /// Says what is odd about names, which stay for good.
  private static func warn(of said: Predicate, _ state: LedgerState, _ session: borrowing Session) {
    KnownParty.warn(of: said, state, session)
    for doubt in KnownNames.doubts(about: said, in: state) { session.output.warn(doubt) }
  }

  private static func requireKeys(_ keys: SigningKeys) throws(CommandError) {
    if keys.isEmpty {
      throw .usage(
        "missing-key", "no key to sign with",
        hint: "give --key FILE or --registrar-key FILE, or stop before signing with --draft FILE")
    }
  }

  /// An envelope and its words as a file: its canonical form and a line end.
  static func write(
    _ submitted: SubmittedEnvelope, to path: FilePath, _ session: borrowing Session
  ) throws(CommandError) {
    try session.write(submitted.canonicalBytes + [UInt8(ascii: "\n")], to: path)
  }
}
