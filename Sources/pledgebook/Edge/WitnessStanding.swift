import CanonicalJSON
import CommandLineTools
import Cryptography
import Storage
import TransparencyLog

/// What the keeper's policy says of a checkpoint that is given out: whether enough witnesses cosigned it, and who did not.
struct WitnessStanding {
  let isQuorumMet: Bool
  let cosigned: [PolicyName]
  let missing: [PolicyName]

  var json: JSONValue {
    [
      "quorum": .boolean(isQuorumMet), "cosigned": .array(cosigned.map { .string($0.text) }),
      "missing": .array(missing.map { .string($0.text) }),
    ]
  }

  /// Says what is missing, where that is more than the policy can do without.
  func warn(_ session: borrowing Session) {
    guard !isQuorumMet else { return }
    session.output.warn(
      "the checkpoint that is published lacks the witnesses' quorum; no cosignature of "
        + missing.map(\.text).joined(separator: ", "),
      hint: "pledgebook checkpoint --cosign, then publish again")
  }
}

extension WitnessedLedger {
  /// How the witnesses stand to a checkpoint of this ledger.
  func standing(of stored: StoredCheckpoint, _ session: borrowing Session) throws(CommandError) -> WitnessStanding {
    let policy = try policy(session)
    do {
      var verifier = try SignatureVerifier()
      let evaluation = try policy.evaluate(SignedCheckpoint(stored.note), verifier: &verifier)
      let cosigned = Set(evaluation.witnesses.map(\.witness))
      let names = policy.witnesses.map(\.name)
      return WitnessStanding(
        isQuorumMet: evaluation.isQuorumMet, cosigned: names.filter(cosigned.contains),
        missing: names.filter { !cosigned.contains($0) })
    } catch {
      throw CommandError(from: error)
    }
  }
}
