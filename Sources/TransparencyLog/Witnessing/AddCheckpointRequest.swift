public import Cryptography

/// What a log sends a witness to have a checkpoint cosigned: `POST <prefix>/add-checkpoint`. // tlog-witness
///
///     old <decimal size>
///     <base64 hash>                  0 to 63 lines: consistency proof from the old size to the checkpoint's
///     (blank line)
///     <checkpoint with its signatures>
public struct AddCheckpointRequest: Hashable, Sendable {
  /// The size of the checkpoint that the sender believes the witness to have cosigned last; 0 for none.
  public let oldSize: UInt64
  /// The consistency proof from the old size.
  public let hashes: [Digest]
  /// The checkpoint to be cosigned.
  public let checkpoint: SignedCheckpoint

  /// The most bytes taken.
  public static let maximumByteCount = Note.maximumByteCount + 4_096

  private static let mark = Array("old ".utf8)

  /// A request with a proof that ends at the checkpoint's size.
  public init(_ proof: ConsistencyProof, checkpoint: SignedCheckpoint) throws(LogError) {
    guard proof.second == checkpoint.checkpoint.size else {
      throw LogError(.proofImpossible, "the proof ends at another tree size than the checkpoint's")
    }
    guard proof.hashes.count <= HashLines.maximumCount else {
      throw LogError(.requestMalformed, "a proof has at most \(HashLines.maximumCount) hashes")
    }
    oldSize = proof.first
    hashes = proof.hashes
    self.checkpoint = checkpoint
  }

  /// Reads the body of a request; it must be spelled exactly as it would be written.
  public init(_ bytes: [UInt8]) throws(LogError) {
    guard bytes.count <= AddCheckpointRequest.maximumByteCount else {
      throw LogError(.noteTooLarge, "a request of \(bytes.count) bytes is too large")
    }
    var reader = LineReader(bytes[...])
    guard let size = reader.next()?.dropping(prefix: AddCheckpointRequest.mark).flatMap({ Line.number($0) }) else {
      throw LogError(.requestMalformed, "the first line is not old and a size in decimal", line: 1)
    }
    oldSize = size
    hashes = try HashLines.read(&reader, .requestMalformed)
    checkpoint = try HashLines.checkpoint(reader, .requestMalformed)
  }

  /// The body as it is sent.
  public var bytes: [UInt8] {
    Array("old \(oldSize)\n\(HashLines.text(hashes))".utf8) + checkpoint.bytes
  }

  /// The proof in the request; whether old may be as large as the checkpoint is for the witness to say.
  public var consistency: ConsistencyProof {
    ConsistencyProof(unchecked: oldSize, checkpoint.checkpoint.size, hashes)
  }
}
