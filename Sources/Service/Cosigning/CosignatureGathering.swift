internal import Cryptography
public import TransparencyLog

/// Asks the witnesses of a policy to cosign a checkpoint: the log's side of the witness protocol. // tlog-witness
///
/// All are asked at the same time, and each has the same time for all its answers. What they say is kept only when it verifies.
public struct CosignatureGathering {
  /// Why a witness gave no cosignature; equal when the codes are equal.
  public struct Fault: Error, Hashable, Sendable {
    /// A stable code: one of `http.…`, or one of those below.
    public let code: String
    /// One sentence, lower case, no full stop.
    public let reason: String

    /// The witness cannot be asked: no address in the policy, or none that can be used.
    public static let unusable = "witness.unusable"
    /// It is not asked: its key is of a type that this program cannot check, and nothing is kept unchecked.
    public static let unsupported = "witness.unsupported"
    /// It answered against the protocol, or with a cosignature that does not verify.
    public static let malformed = "witness.malformed"
    /// It refused: the log is not watched there, or its key not trusted.
    public static let refused = "witness.refused"
    /// It answered that it cannot do its work now, or not for so many at once.
    public static let unavailable = "witness.unavailable"
    /// It has cosigned a larger tree of this log than the log itself has.
    public static let ahead = "witness.ahead"
    /// It has cosigned another tree of this log: what it saw is no beginning of this one.
    public static let fork = "witness.fork"

    /// It has cosigned so many entries, and the ledger has fewer.
    static func ahead(_ cosigned: UInt64, of size: UInt64) -> Fault {
      Fault(code: ahead, reason: "it has cosigned \(entryCount(cosigned)) of this log, and the ledger has \(size)")
    }

    /// The tree of a size that it has cosigned is not the ledger's.
    static func fork(of size: UInt64) -> Fault {
      Fault(
        code: fork,
        reason: size > 0
          ? "the tree of \(entryCount(size)) that it cosigned is not that of this ledger"
          : "it holds that the ledger contradicts what it cosigned")
    }

    /// Whether it says that the log itself went back or forked, and not that a witness is out of reach.
    public var isAlarm: Bool { code == Fault.ahead || code == Fault.fork }
  }

  /// What one witness answered.
  public struct Answer: Sendable {
    public let witness: PolicyName
    public let result: Result<NoteSignature, Fault>
  }

  /// What was gathered.
  public struct Outcome: Sendable {
    /// The checkpoint with all verified lines, of this time and of before.
    public let checkpoint: SignedCheckpoint
    public let answers: [Answer]
    /// The witnesses of the policy whose verified lines the checkpoint bears.
    public let cosigned: [PolicyName]
    /// Whether these are enough for the policy.
    public let isQuorumMet: Bool
    /// Whether no answer could have been enough, since the quorum needs witnesses whose keys cannot be checked here.
    public let needsUnsupportedWitness: Bool
    /// Whether a witness holds that the log went back or forked.
    public var isAlarming: Bool { faults.contains { $0.fault.isAlarm } }
    /// The witnesses that gave nothing, and why.
    public var faults: [(witness: PolicyName, fault: Fault)] {
      answers.compactMap { answer in
        if case .failure(let fault) = answer.result { (answer.witness, fault) } else { nil }
      }
    }
  }

  private let policy: TrustPolicy
  private let client: HTTPClient
  private let patience: HTTPPatience

  /// The first question, one more after a conflict, and one for a record that grew meanwhile.
  private static let rounds = 3
  private static let answerLimit = 65_536

  /// - Parameters:
  ///   - patience: of which `whole` is for all the answers of a witness together.
  ///   - isStopped: tells whether somebody wants to stop; then nobody is waited for any more.
  public init(
    _ policy: TrustPolicy, patience: HTTPPatience, isStopped: @escaping @Sendable () -> Bool = { false }
  ) throws(ServiceError) {
    self.policy = policy
    self.patience = patience
    client = try HTTPClient(patience, isStopped: isStopped)
  }

  /// Gathers cosignatures of a checkpoint.
  ///
  /// - Parameters:
  ///   - before: the checkpoint that was cosigned last; who cosigned it is taken to have that size. Where it is of this
  ///     log and its tree is no beginning of the present one, that is the alarm, whoever can be reached.
  ///   - prove: makes the proof that the checkpoint's tree extends the one of a size.
  public func gather(
    _ signed: SignedCheckpoint, after before: SignedCheckpoint? = nil,
    prove: (UInt64) throws -> ConsistencyProof
  ) throws -> Outcome {
    var verifier = try SignatureVerifier()
    let asked = try signed.withoutCosignatures(of: policy)
    guard try policy.evaluate(asked, verifier: &verifier).isSignedByLog else {
      throw LogError(.policyMalformed, "no log of the policy has signed the checkpoint of \(signed.checkpoint.origin)")
    }
    var pending: [Question] = []
    var answers: [PolicyName: Result<NoteSignature, Fault>] = [:]
    var before = before.flatMap { $0.checkpoint.origin == signed.checkpoint.origin ? $0 : nil }
    if let earlier = before?.checkpoint, let fault = try Self.contradiction(of: earlier, signed.checkpoint, prove) {
      // No need to ask whether the log went back: whoever cosigned that one has said so.
      for witness in try witnesses(of: before, &verifier) { answers[witness] = .failure(fault) }
      before = nil
    }
    for witness in policy.witnesses where answers[witness.name] == nil {
      do throws(Fault) {
        pending.append(try Question(witness, before))
      } catch {
        answers[witness.name] = .failure(error)
      }
    }
    let began = ContinuousClock.now
    for round in 1...Self.rounds where !pending.isEmpty {
      let bodies = try pending.map { try AddCheckpointRequest(prove($0.oldSize), checkpoint: asked).bytes }
      var left = patience
      left.whole = max(.zero, patience.whole - (ContinuousClock.now - began))
      let replies = client.exchange(
        zip(pending, bodies).map { .post($0.address.below("add-checkpoint"), $1, limit: Self.answerLimit) }, left)
      var again: [Question] = []
      for (question, reply) in zip(pending, replies) {
        let step = try question.next(after: reply, signed, &verifier)
        if case .ask(let next) = step, round < Self.rounds { again.append(next) }
        if let result = step.result { answers[question.witness.name] = result }
      }
      pending = again
    }
    return try outcome(signed, asked, before, answers, &verifier)
  }

  /// Why a checkpoint of this log that was cosigned before and the one of now cannot both be true.
  private static func contradiction(
    of before: Checkpoint, _ now: Checkpoint, _ prove: (UInt64) throws -> ConsistencyProof
  ) throws -> Fault? {
    guard before.size <= now.size else { return .ahead(before.size, of: now.size) }
    var hasher = try MerkleHasher()
    let isBeginning = try prove(before.size).isValid(firstRoot: before.root, secondRoot: now.root, hasher: &hasher)
    return isBeginning ? nil : .fork(of: before.size)
  }

  /// The witnesses of the policy whose lines on a checkpoint of the log verify; none where it is not the log's.
  private func witnesses(
    of signed: SignedCheckpoint?, _ verifier: inout SignatureVerifier
  ) throws -> [PolicyName] {
    guard let signed else { return [] }
    let evaluation = try policy.evaluate(signed, verifier: &verifier)
    guard evaluation.failedKey == nil, evaluation.isSignedByLog else { return [] }
    return evaluation.witnesses.map(\.witness)
  }

  private func outcome(
    _ signed: SignedCheckpoint, _ asked: SignedCheckpoint, _ before: SignedCheckpoint?,
    _ answers: [PolicyName: Result<NoteSignature, Fault>], _ verifier: inout SignatureVerifier
  ) throws -> Outcome {
    let fresh = policy.witnesses.compactMap { witness -> NoteSignature? in
      if case .success(let line)? = answers[witness.name] { line } else { nil }
    }
    // Lines of before stay, unless their witness has said it anew, or they do not verify: what lies in a file between two
    // askings may be damaged, and can be gathered again.
    let earlier = before.flatMap { $0.note.textBytes == signed.note.textBytes ? $0.note.signatures : nil } ?? []
    var note = try Note(text: signed.note.textBytes, signatures: asked.note.signatures + fresh)
    for line in signed.note.signatures + earlier
    where try !policy.isFailed(line, under: signed.note.textBytes, verifier: &verifier) {
      note = try note.adding(ofOtherKeys: [line])
    }
    let whole = try SignedCheckpoint(note: note)
    let evaluation = try policy.evaluate(whole, verifier: &verifier)
    return Outcome(
      checkpoint: whole,
      answers: policy.witnesses.compactMap { witness in
        answers[witness.name].map { Answer(witness: witness.name, result: $0) }
      },
      cosigned: evaluation.witnesses.map(\.witness), isQuorumMet: evaluation.isQuorumMet,
      needsUnsupportedWitness: policy.needsUnsupportedWitness)
  }
}

extension SignedCheckpoint {
  /// The checkpoint as its log signed it, for witnesses: they ignore what others sign, and some take 10 KiB and no more.
  ///
  /// A log's key is named like its origin, and a witness's key hardly ever.
  fileprivate func withoutCosignatures(of policy: TrustPolicy) throws(LogError) -> SignedCheckpoint {
    let name = KeyName(checkpoint.origin)
    let lines = note.signatures.filter { line in
      line.name == name && !policy.witnesses.contains { line.names($0.key) }
    }
    return try SignedCheckpoint(note: Note(text: note.textBytes, signatures: lines))
  }
}

extension TrustPolicy {
  /// Whether a line claims to be of a key of the policy and does not verify over the text.
  fileprivate func isFailed(
    _ line: NoteSignature, under text: [UInt8], verifier: inout SignatureVerifier
  ) throws(LogError) -> Bool {
    let single = try SignedCheckpoint(note: Note(text: text, signatures: [line]))
    return try evaluate(single, verifier: &verifier).failedKey != nil
  }
}
