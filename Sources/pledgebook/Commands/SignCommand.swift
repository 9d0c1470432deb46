import CanonicalJSON
import CommandLineTools
import Cryptography
import Files
import Pledges
import StatementWords
import Storage
import TransparencyLog

/// `sign`: signs a draft, or adds one more signature to an envelope; here, away from the ledger, or by another program.
enum SignCommand {
  static let definition = CommandDefinition(
    ["sign"], group: "Statements", summary: "sign a draft, or add a signature to an envelope",
    operands: [OperandDefinition("FILE", help: "a draft (from --draft) or an envelope")],
    options: [
      .value(
        "key", "FILE", repeats: true, need: .always, or: ["prepare", "attach", "signer"], variable: "PLEDGEBOOK_KEY",
        help: "sign here with this private key"),
      .value("prepare", "PAE", help: "write the bytes to be signed, for signing elsewhere"),
      .value("attach", "SIG", help: "add a signature made elsewhere"),
      .value("signer", "COMMAND", help: "have a program sign: COMMAND PAE-FILE SIGNATURE-FILE"),
      .value(
        "public-key", "FILE", need: .with(["attach", "signer"]), help: "public key that belongs to the signature"),
      .value("out", "ENVELOPE", need: .unless(["prepare"]), help: "where the envelope goes"), .overwrite,
      .value("passphrase-file", "FILE", help: "read the passphrase of the key from this file"), Confirmation.option,
    ] + ReadLedger.options,
    examples: [
      "pledgebook sign draft.json --key quillonia.key --out quillonia.dsse.json",
      "# away from the ledger, with plain OpenSSL",
      "pledgebook sign draft.json --prepare draft.pae",
      "openssl pkeyutl -sign -rawin -inkey quillonia.key -in draft.pae -out draft.sig",
      "pledgebook sign draft.json --attach draft.sig --public-key quillonia.key.pub --out quillonia.dsse.json",
    ],
    details: [
      "Shows the statement in words before it signs, asks at a terminal, and refuses what lacks any of its texts. Where the "
        + "ledger or a published copy of it is at hand, parties and commitments have their names. A signature that does not "
        + "verify is never attached."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operandPath()
    let arguments = session.arguments
    let way = try arguments.oneOf(["key", "prepare", "attach", "signer"])
    if way == "prepare" { try arguments.refuse(["out", "passphrase-file"], with: "prepare") }
    if way != "attach", way != "signer", arguments.flag("public-key") {
      throw .usage(
        "conflicting-options", "--public-key is for a signature that is made elsewhere",
        hint: "give --attach SIG or --signer COMMAND, or leave out --public-key")
    }
    let draft = try DraftFile.read(path)
    let pae = PreAuthenticationEncoding.bytes(statement: draft.payload)
    var added: [Envelope.Signature] = []
    switch way {
    case "prepare":
      let target = try arguments.requiredPath("prepare")
      try session.refuseJSON(with: target, "--prepare", holding: "the bytes to sign")
      // Whoever signs elsewhere sees a file of digests there: here is where the words are read.
      for line in try lines(of: draft, session, signedBy: []) { session.output.note(line) }
      try session.write(pae, to: target)
      session.output.note("wrote \(target): sign exactly these bytes; see Documentation/Signing.md")
      try WrittenFile.pae.show(target, &session)
      return .done
    case "attach":
      let signature = try readInput(arguments.requiredPath("attach"), limit: 4_096)
      added = [try checked(signature, pae, PublicHalf.read(session, arguments.requiredPath("public-key")))]
    case "signer":
      let key = try PublicHalf.read(session, arguments.requiredPath("public-key"))
      try confirm(draft, session, signedBy: [key.keyID])
      added = [try checked(ExternalSigner.sign(pae, with: arguments.requiredPath("signer")), pae, key)]
    default:
      let keys = try SigningKeys.party(session)
      guard !keys.isEmpty else {
        throw .usage("missing-key", "nothing to sign with", hint: "give --key FILE, --prepare, --attach or --signer")
      }
      try confirm(draft, session, signedBy: keys.publicKeys.map(\.keyID))
      added = try keys.envelope(around: draft.payload).signatures
    }
    let envelope: Envelope
    do {
      envelope = try Envelope(
        payload: draft.payload,
        signatures: draft.signatures.filter { old in !added.contains { $0.keyID == old.keyID } } + added)
    } catch {
      throw CommandError(error)
    }
    let out = try arguments.requiredPath("out")
    try StatementFlow.write(SubmittedEnvelope(envelope: envelope, texts: draft.texts), to: out, session)
    session.output.note("the envelope has \(counted(envelope.signatures.count, "signature", "signatures"))")
    try WrittenFile.envelope.show(out, &session)
    return .done
  }

  /// A signature from elsewhere, used only once it verifies.
  private static func checked(
    _ signature: [UInt8], _ pae: [UInt8], _ key: PublicKey
  ) throws(CommandError) -> Envelope.Signature {
    do {
      var verifier = try SignatureVerifier()
      guard try verifier.isValid(signature, over: pae, by: key) else {
        throw CommandError(
          code: "signature.invalid", message: "the signature does not verify with key \(key.keyID)",
          hint: "sign the file of --prepare, byte for byte, with the private half of that key", exit: .refused)
      }
      return Envelope.Signature(keyID: key.keyID, bytes: signature)
    } catch {
      throw CommandError(from: error)
    }
  }

  /// Nobody signs what nobody reads: all that the statement says, in words.
  private static func lines(
    of draft: DraftFile, _ session: borrowing Session, signedBy signers: [KeyID]
  ) throws(CommandError) -> [String] {
    let earlier = draft.signatures.map(\.keyID).filter { !signers.contains($0) }
    let words = try reader(for: draft, session).words(draft.statement, signedBy: earlier + signers)
    var lines = words.lines + words.frame.map { "  " + $0 }
    if draft.statement.kind.known == nil, let json = draft.statement.json {
      lines += json.displayText().split(separator: "\n").map(String.init)
    }
    return ["this is the statement:"] + lines.map { "  " + $0 }
  }

  private static func confirm(
    _ draft: DraftFile, _ session: borrowing Session, signedBy signers: [KeyID]
  ) throws(CommandError) {
    let lines = try lines(of: draft, session, signedBy: signers)
    guard try Confirmation.isWanted(session) else {
      for line in lines { session.output.note(line) }
      return
    }
    try Confirmation.require(lines, "Sign this?", otherwise: "nothing was signed")
  }

  /// What puts it into words: with names, titles and what is removed, where the ledger is at hand.
  private static func reader(
    for draft: DraftFile, _ session: borrowing Session
  ) throws(CommandError) -> StatementReader {
    guard let state = try state(for: draft, session) else { return StatementReader(nil, texts: draft.texts) }
    let reader = StatementReader(state, texts: draft.texts)
    return try ReadLedger.with(session) { store in try reader.knowing(draft.statement, in: store) }
  }

  /// What the ledger of the statement says, where it is at hand: titles and names come from there. Another ledger has none.
  private static func state(
    for draft: DraftFile, _ session: borrowing Session
  ) throws(CommandError) -> LedgerState? {
    try ReadLedger.refuseTrustWithoutCopy(session)
    let isNamed = session.arguments.flag("from") || session.arguments.flag("ledger")
    let state: LedgerState
    do throws(CommandError) {
      state = try ReadLedger.state(session)
    } catch {
      if isNamed { throw error }
      if error.code != StorageError.Code.notFound.rawValue {
        session.output.warn("ids stand in the place of names: \(error.message)", hint: error.hint)
      }
      return nil
    }
    let reference = draft.statement.ledger
    guard state.identity?.origin == reference.origin, state.identity?.genesis == reference.genesis else {
      if isNamed {
        session.output.warn(
          "the statement is for \(reference.origin), genesis \(reference.genesis?.hex ?? "none"), and this is another ledger",
          hint: "it would be refused there; ids stand in the place of names")
      }
      return nil
    }
    return state
  }
}
