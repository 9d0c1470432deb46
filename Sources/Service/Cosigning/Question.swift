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
    guard witness.key.type.isSupported else {
      throw Fault(
        code: Fault.unsupported,
        reason: "its key is of a type that this program cannot check, \(witness.key.type): it is not asked")
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
      case 409: return afterConflict(reply, size)
      case 422: return .failed(.fork(of: oldSize))
      default: return .failed(Self.fault(of: reply))
      }
    }
  }

  private func afterConflict(_ reply: HTTPReply, _ size: UInt64) -> Step {
    let recorded = Self.recordedSize(reply)
    // Until July 2026 C2SP had a witness say so that its tree of this very size has another root, with no word on the
    // body, and omniwitness did. Where its record is of the size asked for, nothing else is left to refuse.
    if oldSize == size, recorded == nil || recorded == size { return .failed(.fork(of: size)) }
    guard let recorded, Self.isOfSizeType(reply) else {
      // SPEC: a conflict without a size is an error and never means size 0.
      return .failed(Fault(code: Fault.malformed, reason: "it answers with a conflict and no size"))
    }
    guard recorded <= size else { return .failed(.ahead(recorded, of: size)) }
    guard recorded != oldSize else {
      return .failed(Fault(code: Fault.malformed, reason: "it refuses the size that it says it has on record"))
    }
    var question = self
    question.oldSize = recorded
    return .ask(question)
  }

  /// The size in the body of a conflict, whatever white space ends it; nil for anything else.
  private static func recordedSize(_ reply: HTTPReply) -> UInt64? {
    let blanks = Array("\n\r\t ".utf8)
    let end = reply.body.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? 0
    do {
      return try AddCheckpointConflict(bytes: reply.body[..<end] + [UInt8(ascii: "\n")]).size
    } catch {
      return nil
    }
  }

  /// Whether the answer is of the media type for sizes, with whatever parameters. // RFC 9110 §8.3.1
  private static func isOfSizeType(_ reply: HTTPReply) -> Bool {
    let type = (reply.contentType ?? "").utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
    return type.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }.elementsEqual(
      AddCheckpointConflict.contentType.utf8)
  }

  /// What any other answer means. None of them says anything of the tree.
  private static func fault(of reply: HTTPReply) -> Fault {
    switch reply.status {
    case 403:
      // As old litewitness has it, also for a log that it was not told of.
      Fault(code: Fault.refused, reason: "it does not trust the key of this log, or does not watch the log")
    case 404: Fault(code: Fault.refused, reason: "it does not watch this log, or its address is wrong")
    case 429, 500...599: Fault(code: Fault.unavailable, reason: reply.refusal.reason)
    default: Fault(code: Fault.malformed, reason: reply.refusal.reason)
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
