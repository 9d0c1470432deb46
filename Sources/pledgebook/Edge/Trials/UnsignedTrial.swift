import CommandLineTools
import Cryptography
import LedgerWriter
import Pledges
import Storage
import Verification

/// The trial of a statement that not everybody has signed yet: what the rules will say once they have.
///
/// So that nobody signs, or sends round for signatures, what is refused days later.
enum UnsignedTrial {
  /// - Parameters:
  ///   - signed: the keys that have signed, or are about to.
  ///   - speaker: who says it, where the statement does not tell.
  static func run(
    _ statement: Pledges.Statement, texts: [Disclosure], signed: [KeyID], speaker: PartyID?, _ trial: inout Trial
  ) throws(CommandError) {
    let (state, now, signedKeys) = (trial.state, trial.now, Set(signed))
    let idle = signed.filter { state.isIdle($0, on: statement.predicate, by: signedKeys, at: now) }
    let needed = signed.filter { !idle.contains($0) }
    let coming = state.signersToCome(on: statement.predicate, by: signedKeys, speaker: speaker, at: now)
    // Where nobody could ever sign, the rules still say what is wrong: they look at whom it is about first. And the
    // registrar ends keys of parties that have none left to sign with.
    let nobody = needed.isEmpty && coming.isEmpty
    let registrar = state.registrar.map { $0.keys.prefix($0.threshold).map(\.keyID) } ?? []
    let signers = nobody ? registrar : needed + coming
    let signatures = signers.map { Envelope.Signature(keyID: $0, bytes: placeholder) }
    let envelope: Envelope
    do {
      envelope = try Envelope(payload: statement.payload ?? [], signatures: signatures)
    } catch {
      throw CommandError(error)
    }
    try trial.admit(SubmittedEnvelope(envelope: envelope, texts: texts))
    // What is wrong with the statement comes first: no key would mend it.
    if let key = idle.first { throw idleKey(key, statement.predicate, signedKeys, state, now) }
  }

  /// In the place of a signature that is yet to come; the trial checks none.
  private static let placeholder = [UInt8](repeating: 0, count: 64)

  private static func idleKey(
    _ key: KeyID, _ predicate: Predicate, _ signed: Set<KeyID>, _ state: LedgerState, _ now: Instant
  ) -> CommandError {
    let whose =
      switch state.keys[key]?.owner {
      case nil: "is unknown to this ledger"
      case .registrar: "belongs to the registrar"
      case .party(let party): "belongs to \(party)"
      }
    let missing = MissingWords.missing(on: predicate, by: signed.filter { $0 != key }, state, at: now)
    return .usage(
      "wrong-key", "key \(key) \(whose), and \(predicate.kind) does not need its signature",
      hint: missing.map { "it needs \($0)" } ?? "leave it out")
  }
}
