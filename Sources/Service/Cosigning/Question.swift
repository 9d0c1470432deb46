internal import Cryptography
internal import TransparencyLog

/// A question to one witness, and what follows from its answer.
struct Question {
  typealias Fault = CosignatureGathering.Fault

  let witness: TrustPolicy.Witness
  let key: VerifierKey
  let address: WebAddress
  /// The size that the witness is taken to have on record.
  private(set) var oldSize: UInt64

  /// A first question: by the size of the checkpoint that the witness cosigned last as far as is known here, else 0.
  init(_ witness: TrustPolicy.Witness, _ before: SignedCheckpoint?) throws(Fault) {
    self.witness = witness
    guard let url = witness.url else { throw Fault(code: Fault.unusable, reason: "the policy gives no address for it") }
    do throws(ServiceError) {
      address = try WebAddress(url)
    } catch {
      throw Fault(code: Fault.unusable, reason: error.reason)
    }
    do throws(LogError) {
      key = try VerifierKey(witness.key)
    } catch {
      throw Fault(code: Fault.unusable, reason: error.reason)
    }
    let cosigned = before?.note.signatures.contains { $0.names(witness.key) } ?? false
    oldSize = cosigned ? before?.checkpoint.size ?? 0 : 0
  }

  enum Step {
    case done(NoteSignature)
    case ask(Question)
    case failed(Fault)

    /// What it comes to if nothing more is asked.
    var result: Result<NoteSignature, Fault>? {
      switch self {
      case .done(let line): .success(line)
      case .failed(let fault): .failure(fault)
      case .ask: .failure(Fault(code: Fault.malformed, reason: "its record changes with every question"))
      }
    }
  }

  func next(
    after reply: Result<HTTPReply, ServiceError>, _ signed: SignedCheckpoint, _ verifier: inout SignatureVerifier
  ) throws(LogError) -> Step {
    let size = signed.checkpoint.size
    switch reply {
    case .failure(let error): return .failed(Fault(code: error.code.rawValue, reason: error.reason))
    case .success(let reply):
      switch reply.status {
      case 200: return try verified(reply.body, signed, &verifier)
      case 409:
        guard reply.contentType == AddCheckpointConflict.contentType,
          let conflict = Self.conflict(reply.body)
        else {
          // SPEC: a conflict without a size is an error and never means size 0.
          return .failed(Fault(code: Fault.malformed, reason: "it answers with a conflict and no size"))
        }
        guard conflict.size <= size else { return .failed(.ahead(conflict.size, of: size)) }
        guard conflict.size != oldSize else {
          return .failed(Fault(code: Fault.malformed, reason: "it refuses the size that it says it has on record"))
        }
        var question = self
        question.oldSize = conflict.size
        return .ask(question)
      case 422:
        return .failed(.fork(of: oldSize))
      case 403:
        return .failed(Fault(code: Fault.refused, reason: "it does not trust the key of this log"))
      case 404:
        return .failed(Fault(code: Fault.refused, reason: "it does not watch this log, or its address is wrong"))
      default:
        return .failed(Fault(code: Fault.malformed, reason: reply.refusal.reason))
      }
    }
  }

  private static func conflict(_ body: [UInt8]) -> AddCheckpointConflict? {
    do {
      return try AddCheckpointConflict(bytes: body)
    } catch {
      return nil
    }
  }

  /// The line of this witness in an answer, if it verifies; lines of others are ignored.
  private func verified(
    _ body: [UInt8], _ signed: SignedCheckpoint, _ verifier: inout SignatureVerifier
  ) throws(LogError) -> Step {
    let answer: AddCheckpointAnswer
    do {
      answer = try AddCheckpointAnswer(bytes: body)
    } catch {
      return .failed(Fault(code: Fault.malformed, reason: "\(error)"))
    }
    let lines = answer.signatures.filter { $0.names(key.declared) }
    guard !lines.isEmpty else {
      return .failed(Fault(code: Fault.malformed, reason: "its answer bears no line of the key in the policy"))
    }
    let note = try Note(text: signed.note.textBytes, signatures: lines)
    guard case .verified(let verified) = try note.verify(with: KnownKeys([key]), verifier: &verifier),
      let signature = verified.signatures.first, signature.timestamp != 0
    else {
      return .failed(Fault(code: Fault.malformed, reason: "its cosignature does not verify"))
    }
    return .done(signature.line)
  }
}
