import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges

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
      .value("passphrase-file", "FILE", help: "read the passphrase of the key from this file"),
    ],
    without: Unheeded.ledger,
    examples: [
      "pledgebook sign draft.json --key quillonia.key --out quillonia.dsse.json",
      "# away from the ledger, with plain OpenSSL",
      "pledgebook sign draft.json --prepare draft.pae",
      "openssl pkeyutl -sign -rawin -inkey quillonia.key -in draft.pae -out draft.sig",
      "pledgebook sign draft.json --attach draft.sig --public-key quillonia.key.pub --out quillonia.dsse.json",
    ],
    details: [
      "Shows the statement and its words before it signs, and refuses what lacks any of them. A signature that does not "
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
      show(draft, session)
      try session.write(pae, to: target, inputs: [path])
      session.output.note("wrote \(target): sign exactly these bytes; see Documentation/Signing.md")
      try WrittenFile.pae.show(target, &session)
      return .done
    case "attach":
      let signature = try readInput(arguments.requiredPath("attach"), limit: 4_096)
      added = [try checked(signature, pae, PublicHalf.read(session, arguments.requiredPath("public-key")))]
    case "signer":
      let key = try PublicHalf.read(session, arguments.requiredPath("public-key"))
      show(draft, session)
      added = [try checked(ExternalSigner.sign(pae, with: arguments.requiredPath("signer")), pae, key)]
    default:
      let keys = try SigningKeys.party(session)
      guard !keys.isEmpty else {
        throw .usage("missing-key", "nothing to sign with", hint: "give --key FILE, --prepare, --attach or --signer")
      }
      show(draft, session)
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
    try StatementFlow.write(SubmittedEnvelope(envelope: envelope, texts: draft.texts), to: out, inputs: [path], session)
    session.output.note("the envelope has \(envelope.signatures.count) signature(s)")
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

  /// Nobody signs what nobody reads: the statement, and the words behind its digests.
  private static func show(_ draft: DraftFile, _ session: borrowing Session) {
    guard let json = draft.statement.json else { return }
    session.output.note("this is the statement:")
    for line in json.displayText().split(separator: "\n") { session.output.note("  \(line)") }
    guard !draft.texts.isEmpty else { return }
    session.output.note("and these are its words, each under its digest above:")
    for place in draft.statement.texts {
      guard let text = draft.texts.first(where: { $0.digest == place.digest }) else { continue }
      session.output.note("  \(place.place), text \(place.digest)")
      for line in text.text.displayText().split(separator: "\n") { session.output.note("    \(line)") }
    }
  }
}
