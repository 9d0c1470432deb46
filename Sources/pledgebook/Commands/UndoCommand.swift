import CommandLineTools
import Cryptography
import Pledges
import Storage
import Verification

/// `undo`: says what there is in its place, for nothing that is recorded can be taken out.
enum UndoCommand {
  static let definition = CommandDefinition(
    ["undo"], group: "Statements", summary: "say what corrects an entry, for nothing is ever taken out",
    operands: [OperandDefinition("INDEX", help: "the entry that should not be there")],
    options: ReadLedger.options,
    examples: ["pledgebook undo 12"],
    details: [
      "Changes nothing, and ends with status 5: a ledger only grows. What was said stays, with what corrects it."
    ]
  )

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let index = try session.index(session.operand())
    let (statement, state) = try ReadLedger.with(session) { store in
      guard let envelope = try ShowCommand.stored(index, store).envelope else {
        throw CommandError(
          code: "entry.unknown", message: "entry \(index) has no envelope", hint: "pledgebook verify", exit: .broken)
      }
      return (
        try Pledges.Statement.read(Envelope.readStored(envelope).payload), try ReadLedger.replayed(session, store).state
      )
    }
    throw CommandError(
      code: "rule.append-only",
      message: "entry \(index) (\(statement.kind)) stays: a ledger only grows, and nobody can take an entry out",
      hint: correction(of: statement.predicate, at: index, state), exit: .refused)
  }

  /// What corrects an entry of each kind.
  private static func correction(of predicate: Predicate, at index: EntryIndex, _ state: LedgerState) -> String {
    switch predicate {
    case .attest(let attestation):
      "its signatory restates it with pledgebook attest --supersede, or takes it back with pledgebook attest --withdraw "
        + "--signatory \(attestation.signatory) --period \(attestation.period)"
    case .withdrawAttestation: "its signatory reports anew: pledgebook attest"
    case .review: "its reviewer takes it back: pledgebook review withdraw \(index)"
    case .withdrawReview: "the reviewer publishes it anew: pledgebook review publish"
    case .challenge: "its challenger takes it back: pledgebook challenge withdraw \(index)"
    case .withdrawChallenge: "the challenger opens it anew: pledgebook challenge open"
    case .respond(let response): "the signatory answers once more: pledgebook challenge respond \(response.challenge)"
    case .resolve(let resolution):
      "a decision stands; a panel that was wrong says so in a new challenge's decision (it decided \(resolution.challenge))"
    case .delist(let change), .suspend(let change):
      "pledgebook reinstate \(change.signatory) --reason other, with a note that says what happened"
    case .reinstate(let change): "pledgebook suspend \(change.signatory) or pledgebook delist \(change.signatory)"
    case .withdraw(let withdrawal): "the signatory joins again: pledgebook join \(withdrawal.signatory)"
    case .join(let join) where join.basis == .signed:
      "pledgebook update \(join.signatory) --reason corrected mends a name, a kind or a country. The id \(join.signatory) "
        + "stays, also a misspelt one: it is no name, and pages show the name. Who wants another leaves with pledgebook "
        + "withdraw \(join.signatory), and joins anew under it with new keys, since no key serves two"
    case .join(let join):
      "pledgebook update \(join.signatory) --reason corrected mends a name, a kind or a country. The id \(join.signatory) "
        + "stays, also a misspelt one: pledgebook delist \(join.signatory) --reason entered-in-error ends a membership that "
        + "never was, and pledgebook join takes the right one in"
    case .update(let update): "pledgebook update \(update.signatory) --reason corrected says what is right"
    case .subscribe(let change): "pledgebook unsubscribe \(change.signatory)"
    case .unsubscribe(let change): "pledgebook subscribe \(change.signatory)"
    case .extend: "a due date moves later and never back; pledgebook extend sets a later one"
    case .partyAdmit(let admission): "pledgebook key revoke \(admission.party) KEYID ends each of its keys"
    case .keyRegister(let registration):
      "pledgebook key revoke \(registration.party) \(registration.key.keyID) --reason superseded"
    case .keyRotate(let rotation): "pledgebook key rotate \(rotation.party) once more, with the key that is meant"
    case .keyRevoke(let revocation):
      "pledgebook key register \(revocation.party) brings in a new key, or pledgebook key recover where none is left"
    case .keyThreshold(let change): "pledgebook key threshold \(change.party) N sets another"
    case .keyRecover(let recovery): "the party objects: pledgebook key object \(recovery.party) \(index)"
    case .keyObject: "an objection stands; who objected can do no more than say so outside the ledger"
    case .registrarUpdate: "pledgebook registrar update once more, with the keys that are meant"
    case .logRotate: "pledgebook log-keys rotate once more, with the keys that are meant"
    case .accordPublish: "pledgebook accord publish publishes a further version, which says what changed"
    case .checkEvidence: "pledgebook check-evidence records the next look; the last one counts"
    case .redact: "words that were removed are gone; their author may file them anew"
    case .genesis: "make another ledger: pledgebook init"
    case .unknown: "use a version of this program that knows the kind"
    }
  }
}
