import CanonicalJSON
import CommandLineTools
import Cryptography
import Files
import LedgerWriter
import Pledges
import Storage
import Verification

/// Drafts a statement, signs it and submits it in one go; stops earlier with `--draft` or `--out`.
struct StatementFlow {
  /// The options of every command that makes a statement.
  static let options: [OptionDefinition] =
    [
      clock, .value("out", "FILE", file: .output, help: "stop after signing and write the envelope"),
      .value("draft", "FILE", file: .output, help: "stop before signing and write the statement"), .overwrite,
      passphraseFile,
      .value("receipt-dir", "DIR", help: "write header and envelope of the new entry into this folder"), wait,
      RestedLedger.option,
    ] + ReadLedger.options
  /// Those of them that matter only where an entry is made.
  private static let forAppending = ["receipt-dir", "wait", RestedLedger.option.long]
  static let clock = OptionDefinition.value("at", "TIME", help: "set the ledger's clock (demo ledgers only)")
  static let passphraseFile = OptionDefinition.value(
    "passphrase-file", "FILE", help: "read the passphrase of the keys from this file")
  static let wait = OptionDefinition.value(
    "wait", "SECONDS", help: "seconds to wait for another writer (default 30)")
  static let registrarKey = OptionDefinition.value(
    "registrar-key", "FILE", repeats: true, need: .unless(["draft"]), variable: "PLEDGEBOOK_REGISTRAR_KEY",
    help: "private key of the registrar; repeat for m of n")
  static let partyKey = OptionDefinition.value(
    "key", "FILE", repeats: true, need: .unless(["draft"]), variable: "PLEDGEBOOK_KEY",
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
    let mode = try session.arguments.oneOf(["out", "draft"])
    if let mode { try session.arguments.refuse(forAppending, with: mode) }
    guard let mode else {
      try ReadLedger.refuseTrustWithoutCopy(session)
      if session.arguments.value("from") != nil {
        throw .usage(
          "missing-option", "a published copy cannot be written to",
          hint: "write the envelope with --out FILE and give it to the ledger's keeper")
      }
      return try submit(&session, keys, telling, predicate)
    }
    let ledger = try ReadLedger.with(session) { store in try ReadLedger.replayed(session, store) }
    let state = ledger.state
    let now = try session.ledgerTime(in: state.identity?.environment)
    let said = try predicate(session, state, now)
    if case .redact(let redaction) = said {
      let places = try ReadLedger.with(session) { store in
        try SameWords(removedBy: redaction, in: store).places(in: store, state.removals)
      }
      SameWords.warn(of: places, session)
    }
    warn(of: said, state, session)
    if state.latestRecording(of: said) == now {
      // By the time that everybody has signed it is refused, being in retrospect. // Format §11
      session.output.warn(
        "this says that it is effective from \(now), and no ledger takes it once that time has passed",
        hint: "give --effective TIME, late enough for all who sign and for the keeper")
    }
    let statement = try draft(said, state, at: now)
    try OpenLedger.require(ledger)
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
    try requireKeys(keys)
    try write(SubmittedEnvelope(envelope: try keys.envelope(around: payload), texts: texts), to: path, session)
    session.output.note("wrote the signed envelope to \(path)")
    if let missing = MissingWords.missing(on: said, by: keys.publicKeys.map(\.keyID), state, at: now) {
      session.output.note(
        "missing: \(missing); each signs with pledgebook sign \(path.shellWord) --key KEY --out SIGNED")
    } else {
      session.output.note("submit it with pledgebook submit \(path.shellWord)")
    }
    try WrittenFile.envelope.show(path, &session)
    return .done
  }

  private static func submit(
    _ session: inout Session, _ keys: SigningKeys, _ telling: ((Receipt) -> String)?,
    _ predicate: (borrowing Session, LedgerState, Instant) throws(CommandError) -> Predicate
  ) throws(CommandError) -> ExitStatus {
    try requireKeys(keys)
    var sameWords = SameWords()
    let receipts = try OpenLedger.append(session) { (state, now) throws(CommandError) in
      let said = try predicate(session, state, now)
      warn(of: said, state, session)
      let statement = try draft(said, state, at: now)
      let submitted = SubmittedEnvelope(
        envelope: try keys.envelope(around: statement.payload ?? []), texts: session.texts.texts(of: statement))
      sameWords = try SameWords(removedBy: [submitted], session)
      return [submitted]
    }
    if let telling, let receipt = receipts.last { session.output.note(telling(receipt)) }
    return try ReceiptPrinter.finish(receipts, &session, sameWords: sameWords)
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
    return try ReceiptPrinter.finish(OpenLedger.append(session) { _, _ in [submitted] }, &session)
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
    _ submitted: SubmittedEnvelope, to path: FilePath, inputs: [FilePath] = [], _ session: borrowing Session
  ) throws(CommandError) {
    try session.write(submitted.canonicalBytes + [UInt8(ascii: "\n")], to: path, inputs: inputs)
  }
}
