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
    let idle = signed.filter { state.isIdle($0, on: statement.predicate, by: signedKeys) }
    let needed = signed.filter { !idle.contains($0) }
    let ways = state.signersToCome(on: statement.predicate, by: signedKeys, speaker: speaker, at: now)
    // Where nobody could ever sign, the rules still say what is wrong: they look at whom it is about first.
    let registrar = state.registrar.map { $0.keys.prefix($0.threshold).map(\.keyID) } ?? []
    var refusal: CommandError?
    for coming in ways {
      let signers = needed.isEmpty && coming.isEmpty ? registrar : needed + coming
      do throws(CommandError) {
        try trial.admit(
          SubmittedEnvelope(envelope: try envelope(around: statement.payload ?? [], by: signers), texts: texts))
        refusal = nil
        break
      } catch {
        guard error.exit != .io else { throw error }
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
    // What is wrong with the statement comes first: no key would mend it.
    if let key = idle.first { throw idleKey(key, statement.predicate, signedKeys, state, now) }
  }

  /// The same before something is recorded with these signatures alone, where they are not just those that it needs: what
  /// no key would mend comes first, then whose key signs in vain. That signatures are missing is for the rules to say.
  static func requireSigners(
    _ statement: Pledges.Statement, texts: [Disclosure], signed: [KeyID], _ state: LedgerState, at now: Instant,
    _ session: borrowing Session
  ) throws(CommandError) {
    let (predicate, keys) = (statement.predicate, Set(signed))
    guard
      signed.contains(where: { state.isIdle($0, on: predicate, by: keys) })
        || !state.missingSignatures(on: predicate, by: keys, at: now).isEmpty
    else { return }
    do throws(CommandError) {
      try ReadLedger.with(session) { store in
        var trial = try Trial(session, store, signatures: .vouched) { _ in now }
        try run(statement, texts: texts, signed: signed, speaker: ActingParty.named(session), &trial)
      }
    } catch {
      guard error.code == Refusal.Code.signatureMissing.rawValue else { throw error }
    }
  }

  private static func envelope(around payload: [UInt8], by signers: [KeyID]) throws(CommandError) -> Envelope {
    do {
      return try Envelope(
        payload: payload, signatures: signers.map { Envelope.Signature(keyID: $0, bytes: placeholder) })
    } catch {
      throw CommandError(error)
    }
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
