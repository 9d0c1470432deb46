import CommandLineTools
import Cryptography
import Demonstration
import Pledges

extension GuidedTour {
  /// Two attacks by the keeper, who has every key of the registrar and of the log: to speak for others.
  mutating func forging() throws(CommandError) {
    try stage.say(
      """
      Now the keeper itself, with the registrar's key in hand. It drafts a statement in Quillonia's name and signs it as
      the registrar; the ledger refuses it. So the keeper writes it into the file by hand, with hashes and tree as they
      should be, and verification says whose signature is not there.
      """)
    for name in ["spoken-for", "removed"] { try stage.step(["backup", "copies/\(name).db"], show: .nothing) }
    try stage.step(
      [
        "attest", "--signatory", "quillonia", "--period", "2032", "--claim", "la-7=not-met",
        "--explain", "la-7=en=We did not keep it.", "--at", Self.forgedAt, "--draft", "forged.json",
      ], show: .nothing)
    try stage.step(
      ["sign", "forged.json", "--key", "keys/secretariat", "--out", "forged.dsse.json", "--quiet"], show: .nothing)
    try stage.step(["submit", "forged.dsse.json", "--at", Self.forgedAt], expecting: .refused)
    try forgeStatement()
    try stage.step(["verify", "--ledger", "copies/spoken-for.db"], expecting: .broken)

    try stage.say(
      """
      It tries another way: a header for a report of Quillonia that nobody ever wrote, without a body, and behind that a
      removal signed by the registrar, as if a court had ordered the body away. Words can be removed, and bodies cannot.
      """)
    try forgeRemoval()
    try stage.step(["verify", "--ledger", "copies/removed.db"], expecting: .broken)
  }

  private static let forgedAt = "2033-08-01T09:00:00Z"

  private func forgeRemoval() throws(CommandError) {
    let intruder = try FileIntruder(stage.path("copies/removed.db"))
    let recorded = Instant(Self.forgedAt) ?? Instant(seconds: 0)
    do {
      guard let attestation = EntryKind("attestation.submit"), let removal = EntryKind("text.redact") else { return }
      let invented = try intruder.append(ForgedEntry(kind: attestation, recorded: recorded))
      let model = try Statement.read(submitted("forged.dsse.json").envelope.payload)
      let statement = Statement(
        subjects: Array(model.subjects.prefix(1)), ledger: model.ledger, issuedAt: recorded,
        predicate: .redact(
          TextRedaction(
            entry: EntryIndex(invented), texts: [try Digest.sha256(of: Array("words that never were".utf8))],
            legalBasis: .init(basis: .courtOrder, reference: "invented court, 8/2033"))))
      let envelope = try registrarSigned(statement.payload ?? [])
      try intruder.append(ForgedEntry(kind: removal, recorded: recorded, envelope: envelope))
    } catch {
      throw Self.failure(error)
    }
  }

  private func forgeStatement() throws(CommandError) {
    let intruder = try FileIntruder(stage.path("copies/spoken-for.db"))
    do {
      let forged = try submitted("forged.dsse.json")
      guard let kind = EntryKind("attestation.submit"), let recorded = Instant(Self.forgedAt) else { return }
      try intruder.append(
        ForgedEntry(kind: kind, recorded: recorded, envelope: forged.envelope, texts: forged.texts))
    } catch {
      throw Self.failure(error)
    }
  }

  private func submitted(_ name: String) throws -> SubmittedEnvelope {
    try SubmittedEnvelope.read(readInput(stage.path(name), limit: SubmittedEnvelope.maximumByteCount))
  }

  private func registrarSigned(_ payload: [UInt8]) throws -> Envelope {
    let key = try PrivateKey(pem: readInput(stage.path("keys/secretariat"), limit: 1 << 16), passphrase: nil)
    let signature = try key.sign(PreAuthenticationEncoding.bytes(statement: payload))
    return try Envelope(payload: payload, signatures: [.init(keyID: key.publicKey.keyID, bytes: signature)])
  }

  private static func failure(_ error: any Error) -> CommandError {
    error as? CommandError ?? CommandError(code: "demo.step", message: "the forgery failed: \(error)", exit: .broken)
  }
}
