internal import Cryptography
public import Files
public import Storage
internal import Synchronization
public import TransparencyLog

/// A witness: cosigns a log's checkpoint when it extends the one cosigned before, and remembers it first. // tlog-witness
///
/// Safe from many threads: the record and the verifier are behind one lock, so requests are judged one after another;
/// other processes are kept out by the record's own transaction.
public final class Witness: Sendable {
  /// What became of a request, in the words of the protocol.
  public enum Verdict: Sendable {
    /// 200: recorded, then cosigned.
    case cosigned(AddCheckpointAnswer)
    /// 400: the body is malformed, or old lies beyond the checkpoint.
    case malformed(String)
    /// 403: no trusted key of the log signed the checkpoint.
    case untrusted
    /// 404: the log is not watched.
    case unknownLog
    /// 409: old is not the size on record.
    case conflict(AddCheckpointConflict)
    /// 422: the proof does not show that the log only grew.
    case inconsistent(String)
    /// 500: the witness could not do its work; nothing was signed.
    case failed(String)
  }

  /// The key by which others check its cosignatures.
  public var verifierKey: VerifierKey { signer.verifierKey }

  private let signer: NoteSigner
  private let now: @Sendable () -> UInt64
  private let record: Mutex<WitnessStore>

  /// A witness with the record at a path, its key, and its clock in seconds since 1970.
  ///
  /// A key of another type than that for cosigning signs nothing here: each request then fails.
  public init(
    record path: some FileNaming, signer: NoteSigner, now: @escaping @Sendable () -> UInt64
  ) throws(StorageError) {
    self.signer = signer
    self.now = now
    record = Mutex(try WitnessStore.open(path))
  }

  /// Judges the body of `add-checkpoint`.
  public func addCheckpoint(_ body: [UInt8]) -> Verdict {
    // SPEC: a body that is not one `old` line, at most 63 hashes, a blank line and a checkpoint gets 400.
    let request: AddCheckpointRequest
    do {
      request = try AddCheckpointRequest(body)
    } catch {
      return .malformed("\(error)")
    }
    return record.withLock { record in
      do {
        return try judge(request, record)
      } catch let error as StorageError {
        return .failed(error.reason)
      } catch let error as LogError {
        return .failed(error.reason)
      } catch {
        return .failed("\(error)")
      }
    }
  }

  private func judge(_ request: AddCheckpointRequest, _ record: WitnessStore) throws -> Verdict {
    let checkpoint = request.checkpoint.checkpoint
    // SPEC: a log that the witness was not told of gets 404.
    let keys = try record.keys(of: checkpoint.origin)
    guard !keys.isEmpty else { return .unknownLog }

    // SPEC: a checkpoint without a line by a trusted key, or with such a line that does not verify, gets 403.
    var verifier = try SignatureVerifier()
    guard case .verified(let verified) = try request.checkpoint.verify(with: KnownKeys(keys), verifier: &verifier)
    else { return .untrusted }

    // SPEC: an old size above the checkpoint's gets 400, whatever is on record.
    guard request.oldSize <= checkpoint.size else { return .malformed("the old size is above the checkpoint's") }

    // SPEC: what is signed again is what was parsed and verified, with verified lines only.
    let log = try SignedCheckpoint(
      note: Note(text: request.checkpoint.note.textBytes, signatures: verified.logSignatures.map(\.line)))
    // SPEC: the time of a cosignature is not 0.
    let line = try signer.cosign(log, at: max(1, now()))
    let note = try log.adding([line]).bytes
    let answer = try AddCheckpointAnswer([line])
    var hasher = try MerkleHasher()

    // SPEC: comparing old with the record and recording the checkpoint is one step, durable before the answer.
    return try record.advance(checkpoint.origin) { latest in
      // SPEC: an old size other than that on record (0 for none) gets 409 and the size on record.
      let recorded = latest?.size ?? 0
      guard request.oldSize == recorded else { return (nil, Witness.conflict(recorded)) }
      // SPEC: an empty tree has one root.
      guard checkpoint.hasPossibleRoot else { return (nil, .inconsistent("an empty tree has another root")) }
      // SPEC: a proof from nothing, or between equal trees, is empty; any other must verify. Else 422.
      do throws(LogError) {
        guard
          try request.consistency.isValid(
            firstRoot: latest?.root ?? .emptyTreeRoot, secondRoot: checkpoint.root, hasher: &hasher)
        else { return (nil, .inconsistent("the proof does not lead from the tree on record to this one")) }
      } catch {
        return (nil, .failed(error.reason))
      }
      return (CosignedTree(size: checkpoint.size, root: checkpoint.root, note: note), .cosigned(answer))
    }
  }

  private static func conflict(_ size: UInt64) -> Verdict {
    do {
      return .conflict(try AddCheckpointConflict(size: size))
    } catch {
      return .failed(error.reason)
    }
  }

  /// A log that is watched, as far as others are told of it.
  struct WatchedLog {
    let origin: String
    /// SHA-256 of the origin, in lowercase hexadecimal.
    let digest: String
    /// The size of the newest checkpoint that was cosigned; nil where there is none.
    let size: UInt64?
    /// That checkpoint, with the lines of log and witness.
    let note: [UInt8]?
  }

  /// The logs that are watched.
  func watchedLogs() throws(StorageError) -> [WatchedLog] {
    let found: Result<[WatchedLog], StorageError> = record.withLock { record in
      do {
        return .success(
          try record.logs().map { log in
            WatchedLog(
              origin: log.origin.text, digest: try Digest.sha256(of: Array(log.origin.text.utf8)).hex,
              size: log.latest?.size, note: log.latest?.note)
          })
      } catch let error as StorageError {
        return .failure(error)
      } catch {
        return .failure(StorageError(.programming, "\(error)"))
      }
    }
    return try found.get()
  }

  /// The newest checkpoint that was cosigned of the log whose origin has this SHA-256, in lowercase hexadecimal.
  public func latestCheckpoint(ofOriginDigest hex: String) throws(StorageError) -> [UInt8]? {
    try watchedLogs().first { $0.digest.utf8.elementsEqual(hex.utf8) }?.note
  }
}
