import CanonicalJSON
import CommandLineTools
import Cryptography
import Files
import LedgerWriter
import Pledges
import Service
import Storage
import TransparencyLog

/// The ledger as a client of its witnesses: after an append, and whenever the keeper asks.
struct WitnessedLedger {
  let setting: WitnessSetting
  /// The policy as it stands in the file.
  private let written: TrustPolicy

  /// What the keeper noted, or the environment names; nil when no witnesses are to be asked.
  init?(_ session: borrowing Session, policy path: FilePath? = nil) throws(CommandError) {
    let noted = try Keeper.read(beside: session.ledgerPath)?.witnesses
    guard let path = path ?? FilePath.environment("PLEDGEBOOK_WITNESS_POLICY") ?? noted?.policy else { return nil }
    var setting = noted ?? WitnessSetting(policy: path)
    setting.policy = path
    self.setting = setting
    written = try TrustFiles.policy(at: path)
  }

  /// The policy; where it names no log, the log is this ledger, by the keys in force.
  func policy(_ session: borrowing Session) throws(CommandError) -> TrustPolicy {
    guard written.logs.isEmpty else { return written }
    return try TrustFiles.believing(OpenLedger.state(session).logKeys, written, in: "\(setting.policy)")
  }

  /// Asks all witnesses about the newest checkpoint, and keeps what verifies.
  func gather(_ session: borrowing Session) throws(CommandError) -> CosignatureGathering.Outcome {
    let reader = try OpenLedger.reader(session)
    let policy = try policy(session)
    do {
      // What is kept first: read after the store, it may be of entries that came in between, and look like an alarm.
      let file = CosignedCheckpoint(beside: reader.path)
      let kept = try file.read().map { try SignedCheckpoint($0) }
      guard let stored = try reader.latestCheckpoint() else { throw CommandError(ProofFailure.noCheckpoint) }
      let gathering = try CosignatureGathering(
        policy, patience: .question(.seconds(setting.seconds)), isStopped: { StopSignal.requested })
      let outcome = try gathering.gather(SignedCheckpoint(stored.note), after: kept) { size in
        try reader.consistencyProof(from: size, to: stored.size)
      }
      if !outcome.cosigned.isEmpty { try file.keep(outcome.checkpoint) }
      return outcome
    } catch {
      throw CommandError(from: error)
    }
  }

  /// Refuses to give out a receipt on a checkpoint that lacks the quorum, or warns of it, as the keeper chose.
  func requireFinal(_ signed: SignedCheckpoint, _ session: borrowing Session) throws(CommandError) {
    let policy = try policy(session)
    let isQuorumMet: Bool
    do {
      var verifier = try SignatureVerifier()
      isQuorumMet = try policy.evaluate(signed, verifier: &verifier).isQuorumMet
    } catch {
      throw CommandError(from: error)
    }
    guard !isQuorumMet else { return }
    let hint = "pledgebook checkpoint --cosign, then the same command again"
    guard setting.whenMissing == .warn else {
      throw CommandError(
        code: "witness.quorum", message: "the receipt would not be final: too few witnesses cosigned the checkpoint",
        hint: hint, exit: .belowAssurance)
    }
    session.output.warn(
      "the receipt is given out without the witnesses' quorum, as this ledger's keeper chose", hint: hint)
  }

  /// What became of the witnesses' part in an append; the entries are durable in any case.
  enum Settlement {
    /// No witnesses are asked in this ledger.
    case unwitnessed
    case asked(CosignatureGathering.Outcome, WitnessSetting)
    /// They could not be asked at all.
    case failed(CommandError, WitnessSetting.WhenMissing)

    /// Whether the receipts may be given out.
    var isFinal: Bool {
      switch self {
      case .unwitnessed: true
      // That a log went back or forked is no matter of who could be reached.
      case .asked(let outcome, let setting):
        !outcome.isAlarming && (outcome.isQuorumMet || setting.whenMissing == .warn)
      case .failed(_, let whenMissing): whenMissing == .warn
      }
    }

    var json: JSONValue {
      switch self {
      case .unwitnessed: .null
      case .asked(let outcome, _): WitnessedLedger.json(outcome, isFinal: isFinal)
      case .failed(let error, _):
        [
          "final": .boolean(isFinal), "quorum": .boolean(false), "cosigned": .array([]),
          "faults": .array([
            ["witness": .null, "code": .string(error.code), "message": .string(error.message)]
          ]),
        ]
      }
    }

    /// Says on standard error what is missing, and how to get it.
    func warn(_ receipts: [Receipt], _ session: borrowing Session) {
      switch self {
      case .unwitnessed: return
      case .asked(let outcome, _):
        WitnessedLedger.warn(of: outcome, session)
        guard !outcome.isQuorumMet || !isFinal else { return }
      case .failed(let error, _): session.output.warn("the witnesses could not be asked: \(error.message)")
      }
      let index = receipts.last.map { "\($0.header.index)" } ?? "INDEX"
      session.output.warn(
        isFinal
          ? "too few witnesses cosigned; the receipts are given out without the quorum, as this ledger's keeper chose"
          : "the entries ARE in the ledger, and their receipts are NOT final: the witnesses' quorum is missing",
        hint: "pledgebook checkpoint --cosign, then pledgebook proof \(index) --out DIR writes the final receipt")
    }
  }

  /// Asks the witnesses after an append; nothing that fails here takes the entries back, so nothing is thrown.
  static func settle(_ session: borrowing Session) -> Settlement {
    var whenMissing = WitnessSetting.WhenMissing.fail
    do throws(CommandError) {
      guard let ledger = try WitnessedLedger(session) else { return .unwitnessed }
      whenMissing = ledger.setting.whenMissing
      return .asked(try ledger.gather(session), ledger.setting)
    } catch {
      return .failed(error, whenMissing)
    }
  }

  /// A line for each witness that gave nothing.
  static func warn(of outcome: CosignatureGathering.Outcome, _ session: borrowing Session) {
    if outcome.needsUnsupportedWitness {
      session.output.warn(
        "\(UnsupportedKeys.unmeetable), so no answer of theirs can meet it", hint: UnsupportedKeys.remedy)
    }
    for (witness, fault) in outcome.faults {
      guard fault.isAlarm else {
        session.output.warn("witness \(witness): \(fault.reason)")
        continue
      }
      session.output.warn(
        "ALARM, witness \(witness): \(fault.reason) (\(fault.code))",
        hint: "was the ledger restored from an older copy, or is there a second one? stop appending and find out")
    }
  }

  private static func json(_ outcome: CosignatureGathering.Outcome, isFinal: Bool) -> JSONValue {
    [
      "final": .boolean(isFinal), "quorum": .boolean(outcome.isQuorumMet),
      "cosigned": .array(outcome.cosigned.map { .string($0.text) }),
      "faults": .array(
        outcome.faults.map { witness, fault in
          ["witness": .string(witness.text), "code": .string(fault.code), "message": .string(fault.reason)]
        }),
    ]
  }
}
