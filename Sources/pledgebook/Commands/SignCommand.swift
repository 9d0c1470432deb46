import CanonicalJSON
import CommandLineTools
import Cryptography
import Pledges

/// `sign`: signs a draft, or adds one more signature to an envelope; here, away from the ledger, or by another program.
enum SignCommand {
  static let definition = CommandDefinition(
    ["sign"], group: "Statements", summary: "sign a draft, or add a signature to an envelope",
    operands: [OperandDefinition("FILE", help: "a statement (from --draft) or an envelope")],
    options: [
      .value("key", "FILE", repeats: true, help: "sign here with this key"),
      .value("prepare", "PAE", help: "write the bytes to be signed, for signing elsewhere"),
      .value("attach", "SIG", help: "add a signature made elsewhere; needs --public-key"),
      .value("signer", "COMMAND", help: "have a program sign: COMMAND PAE-FILE SIGNATURE-FILE; needs --public-key"),
      .value("public-key", "FILE", help: "public key that belongs to the signature"),
      .value("out", "ENVELOPE", help: "where the envelope goes"),
      .value("passphrase-file", "FILE", help: "read the passphrase of the key from this file"),
    ],
    examples: [
      "pledgebook sign draft.json --key quillonia.key --out quillonia.dsse.json",
      "# away from the ledger, with plain OpenSSL",
      "pledgebook sign draft.json --prepare draft.pae",
      "openssl pkeyutl -sign -rawin -inkey quillonia.key -in draft.pae -out draft.sig",
      "pledgebook sign draft.json --attach draft.sig --public-key quillonia.key.pub --out quillonia.dsse.json",
    ],
    details: ["Shows the statement before it signs. A signature that does not verify is never attached."])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let path = try session.operand()
    let arguments = session.arguments
    let way = try arguments.oneOf(["key", "prepare", "attach", "signer"])
    if way == "prepare" { try arguments.refuse(["out", "passphrase-file"], with: "prepare") }
    if way != "attach", way != "signer", arguments.flag("public-key") {
      throw .usage(
        "conflicting-options", "--public-key is for a signature that is made elsewhere",
        hint: "give --attach SIG or --signer COMMAND, or leave out --public-key")
    }
    let (payload, signatures) = try input(path)
    let statement: Statement
    do {
      statement = try Statement.read(payload)
    } catch {
      throw CommandError(error, in: path)
    }
    let pae = PreAuthenticationEncoding.bytes(statement: payload)
    var added: [Envelope.Signature] = []
    switch way {
    case "prepare":
      let target = try arguments.required("prepare")
      try writeOutput(pae, to: target, inputs: [path])
      session.output.note("wrote \(target): sign exactly these bytes; see Documentation/Signing.md")
      return .done
    case "attach":
      let signature = try readInput(arguments.required("attach"), limit: 4_096)
      added = [try checked(signature, pae, PublicHalf.read(session, arguments.required("public-key")))]
    case "signer":
      let key = try PublicHalf.read(session, arguments.required("public-key"))
      try show(statement, session)
      added = [try checked(ExternalSigner.sign(pae, with: arguments.required("signer")), pae, key)]
    default:
      let keys = try SigningKeys.party(session)
      guard !keys.isEmpty else {
        throw .usage("missing-key", "nothing to sign with", hint: "give --key FILE, --prepare, --attach or --signer")
      }
      try show(statement, session)
      added = try keys.envelope(around: payload).signatures
    }
    var envelope: Envelope
    do {
      envelope = try Envelope(
        payload: payload, signatures: signatures.filter { old in !added.contains { $0.keyID == old.keyID } } + added)
    } catch {
      throw CommandError(error)
    }
    try StatementFlow.write(envelope, to: arguments.required("out"), inputs: [path])
    session.output.note("the envelope has \(envelope.signatures.count) signature(s)")
    return .done
  }

  /// The payload to sign, and the signatures that stand on it already.
  static func input(_ path: String) throws(CommandError) -> ([UInt8], [Envelope.Signature]) {
    let bytes = try readInput(path, limit: 2 * Envelope.maximumByteCount)
    do {
      let root = try JSONDocument(bytes, profile: .strict).root
      if root.member("payloadType") != nil {
        let envelope = try Envelope.read(bytes)
        return (envelope.payload, envelope.signatures)
      }
      // A draft is signed in its canonical form, however it is laid out for reading.
      return (root.canonicalBytes(), [])
    } catch let error as Refusal {
      throw CommandError(error, in: path)
    } catch let error as JSONError {
      throw CommandError(
        code: "statement.malformed", message: "\(path), byte \(error.offset): \(error.reason)",
        hint: "give a statement or an envelope", exit: .usage)
    } catch {
      throw .unexpected(error)
    }
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

  /// Nobody signs what nobody reads.
  private static func show(_ statement: Statement, _ session: borrowing Session) throws(CommandError) {
    guard let json = statement.json else { return }
    session.output.note("about to sign this statement:")
    for line in json.displayText().split(separator: "\n") { session.output.note("  \(line)") }
  }
}
