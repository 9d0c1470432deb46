import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import LedgerWriter
import Pledges
import StatementWords
import Storage
import TransparencyLog

/// `init`: makes a ledger, with its genesis and the accord's first version.
enum InitCommand {
  static let definition = CommandDefinition(
    ["init"], group: "Keeping a ledger", summary: "make a ledger: genesis and the accord's first version",
    options: [
      .value("origin", "ORIGIN", required: true, help: "name of the ledger, such as pledges.example/my-accord"),
      .value("accord", "FILE", required: true, help: "the accord document"),
      StatementFlow.registrarKey.needed(.always),
      .value(
        "log-signing-key", "FILE", required: true, file: .kept,
        help: "private Ed25519 key that signs checkpoints, and nothing else"),
      .value("high-water", "FILE", file: .kept, help: "where the newest checkpoint is noted, best on another volume"),
      .choice("environment", ["production", "demo"], required: true, help: "demo is printed in every output"),
      .value("registrar-id", "ID", help: "id of the registrar (default: registrar)"),
      .value("registrar-name", "NAME", help: "name of the registrar (default: Keeper of ORIGIN)"),
      .value("threshold", "N", help: "how many registrar keys must sign (default: all)"),
      .value("continues", "CHECKPOINT", help: "the last checkpoint of a ledger that this one goes on from"),
      .value("continues-genesis", "DIGEST", need: .with(["continues"]), help: "the leaf hash of that ledger's entry 0"),
      StatementFlow.clock, StatementFlow.passphraseFile,
      .value("receipt-dir", "DIR", help: "write header and envelope of the new entries into this folder"),
      .flag("check", help: "look at everything, say what would be made, and make nothing"), Confirmation.option,
    ],
    former: [LogSigningKey.former], without: Unheeded.replayAnyway,
    examples: [
      "pledgebook init --origin pledges.example/lantern --accord Ledger/Accords/lantern-accord.json "
        + "--registrar-key Keys/registrar --log-signing-key Keys/log --environment demo"
    ],
    details: [
      "At a terminal a production ledger is shown first, and made after yes; --yes makes it without asking. What it says of "
        + "its origin, its environment, its rules and its first entries can never be changed.",
      "An existing file is never touched. The registrar's keys sign the entries; the log key signs a checkpoint for every batch, "
        + "and its place is noted beside the ledger.",
      "A registrar that lost its keys begins a new ledger and names the end of the old one with --continues. It proves "
        + "nothing, reports say so, and nothing of the old ledger is taken over: signatories join again.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let arguments = session.arguments
    let originText = try arguments.required("origin")
    guard let origin = Origin(originText) else {
      throw .usage(
        "invalid-origin", "\(originText) is not an origin",
        hint: "use 1 to 255 printable ASCII characters without space or +, such as pledges.example/my-accord")
    }
    if let scheme = originText.firstRange(of: "://") {
      throw .usage(
        "invalid-origin", "\(originText) is an address, and an origin is a name: it has no scheme",
        hint: "leave out \(originText[..<scheme.upperBound]): --origin \(originText[scheme.upperBound...])")
    }
    let continues = try continuation(session)
    let environment = try session.choice("environment", Genesis.Environment.self)
    let publication = try AccordFile.publication(arguments.requiredPath("accord"), changes: nil)
    if environment == .production { try requireContact(publication) }
    let now = try session.ledgerTime(in: environment)
    let logKey = try logSigner(session, origin)
    let keys = try SigningKeys.registrar(session)
    guard !keys.isEmpty else {
      throw .usage(
        "missing-key", "no registrar key", hint: "give --registrar-key FILE; make one: pledgebook key generate FILE")
    }
    let registrar = Registrar(
      id: try session.id(arguments.value("registrar-id") ?? "registrar", "registrar"),
      // Never the accord's secretariat by default: who keeps a register may have no part in the accord.
      name: arguments.value("registrar-name") ?? "Keeper of \(origin)",
      threshold: try arguments.integer("threshold", in: 1...keys.keys.count) ?? keys.keys.count, keys: keys.publicKeys)
    let genesis = Genesis(
      environment: environment, rules: Genesis.currentRules, registrar: registrar, logKeys: [logKey.verifierKey],
      continues: continues)
    let keeper = Keeper(
      logKeys: [try arguments.requiredPath("log-signing-key").absolute], highWaterMark: Keeper.mark(session))
    let issuer = CheckpointIssuer(signers: [logKey], mark: HighWaterMark(path: keeper.highWaterMark))
    try refuseOlderLedger(keeper)
    try ReceiptPrinter.requireFolder(session)
    try keeper.requireRoomForMark()
    let forEver =
      "for ever: the origin, the environment \(environment.rawValue), the rules \(genesis.rules) and entry 0. Keys, names and "
      + "the accord change by new entries; nothing that is recorded is taken out"
    let appended: Appended
    switch try make(session, genesis, origin, publication, keys, issuer, at: now, forEver) {
    case .checked(let words): return try tell(words, forEver, &session)
    case .made(let made): appended = made
    }
    try keeper.write(beside: session.ledgerPath)
    session.output.note("made \(session.ledgerPath): \(origin), \(environment.rawValue)")
    session.output.note(forEver)
    return try ReceiptPrinter.finish(appended, &session)
  }

  /// The end of the ledger before this one, as its checkpoint has it. Nobody checks it: it is what this ledger says.
  private static func continuation(_ session: borrowing Session) throws(CommandError) -> Genesis.Continuation? {
    try session.arguments.refuse(["continues-genesis"], without: "continues")
    guard let path = session.arguments.path("continues") else { return nil }
    let text = try session.arguments.required("continues-genesis")
    guard let genesis = Digest(hex: text) else {
      throw .usage(
        "invalid-value", "--continues-genesis takes 64 lowercase hexadecimal digits",
        hint: "pledgebook verify prints the genesis of a ledger, and so does its ledger.json")
    }
    let checkpoint = try TrustFiles.checkpoint(path).checkpoint
    guard checkpoint.size > 0 else {
      throw .usage("invalid-value", "\(path) is a checkpoint of nothing", hint: "give the last one of the old ledger")
    }
    session.output.note(
      "this ledger will say of itself that it continues \(checkpoint.origin), genesis \(genesis), at "
        + "\(entryCount(checkpoint.size)) with root \(checkpoint.root)")
    return Genesis.Continuation(
      origin: checkpoint.origin, genesis: genesis, size: checkpoint.size, root: checkpoint.root)
  }

  /// Nobody writes to an office that has no address; a demo needs none.
  private static func requireContact(_ publication: AccordPublication) throws(CommandError) {
    guard !publication.document.secretariat.isReachable else { return }
    throw CommandError(
      code: "accord.contact", message: "the accord does not say how its office is reached: contact is to be named",
      hint: "write secretariat.contact in the accord document, then pledgebook accord check FILE", exit: .usage)
  }

  /// What `--check` says.
  private static func tell(
    _ words: [StatementWords], _ forEver: String, _ session: inout Session
  ) throws(CommandError) -> ExitStatus {
    guard !session.output.isJSON else {
      try session.output.writeDocument(
        .trial,
        [
          "statements": .array(words.map(\.json)), "missing": .null, "changes": ["signatories": [], "cells": []],
        ])
      return .done
    }
    try session.output.print("\(session.ledgerPath) can be made; nothing was:")
    for line in words.flatMap(\.lines) { try session.output.print("  \(line)") }
    try session.output.print(forEver)
    return .done
  }

  private enum Result {
    case made(Appended)
    /// What its entries would say.
    case checked([StatementWords])
  }

  /// Makes the ledger, once a person at a terminal agreed to its entries, or says what they would be.
  private static func make(
    _ session: borrowing Session, _ genesis: Genesis, _ origin: Origin, _ publication: AccordPublication,
    _ keys: SigningKeys, _ issuer: CheckpointIssuer, at now: Instant, _ forEver: String
  ) throws(CommandError) -> Result {
    do {
      try LedgerAppender.requirePlace(at: session.ledgerPath)
      var ledger = try Ledger(signatures: .check)
      let first = try LedgerState.draft(genesis: genesis, origin: origin, at: now)
      var entries = [try ledger.admit(keys.submission(of: first), at: now) { _ in nil }]
      let second = try ledger.state.draft(.accordPublish(publication), at: now)
      entries.append(try ledger.admit(keys.submission(of: second), at: now) { _ in nil })
      let reader = StatementReader(ledger.state, texts: [])
      let signers = keys.publicKeys.map(\.keyID)
      let words = entries.map { reader.beside($0.texts).words($0.statement, signedBy: signers) }
      guard !session.arguments.flag("check") else { return .checked(words) }
      if genesis.environment == .production, try Confirmation.isWanted(session) {
        try Confirmation.require(
          ["\(session.ledgerPath), \(origin), production, is about to be made:"]
            + words.flatMap(\.lines).map { "  " + $0 } + [forEver], "Make this ledger?", otherwise: "nothing was made")
      }
      let receipts = try LedgerAppender.create(at: session.ledgerPath, entries, in: &ledger, issuer: issuer)
      return .made(Appended(receipts: receipts, state: ledger.state))
    } catch {
      throw CommandError(from: error, ledger: session.shownLedger)
    }
  }

  /// A checkpoint that was given out for a ledger at this place is never contradicted by another one.
  private static func refuseOlderLedger(_ keeper: Keeper) throws(CommandError) {
    do {
      guard try HighWaterMark(path: keeper.highWaterMark).read() != nil else { return }
    } catch {
      throw CommandError(error)
    }
    throw CommandError(
      code: "checkpoint.exists", message: "\(keeper.highWaterMark) holds a checkpoint that a ledger here gave out",
      hint: "choose another place, or --high-water FILE; a lost ledger is restored, not made anew", exit: .io)
  }

  /// The log's key, which signs a checkpoint for this batch and every later one.
  private static func logSigner(_ session: borrowing Session, _ origin: Origin) throws(CommandError) -> NoteSigner {
    let path = try session.arguments.requiredPath("log-signing-key")
    let key = try SigningKeys.privateKey(session, path, passphraseVariable: "PLEDGEBOOK_LOG_PASSPHRASE")
    do {
      return try NoteSigner(name: origin.text, privateKey: key)
    } catch {
      throw CommandError(error, in: path)
    }
  }
}
