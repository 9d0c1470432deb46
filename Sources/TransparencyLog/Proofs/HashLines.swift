internal import CanonicalJSON
internal import Cryptography

/// Lines of base64 hashes, closed by an empty line: the middle part of proof files and of witness requests.
enum HashLines {
  /// The most hashes a proof has on the wire: a path through a tree of 2^63 − 1 leaves.
  static let maximumCount = 63

  /// Takes the lines and the empty line off the reader, or throws an error of the code given.
  static func read(_ reader: inout LineReader, _ code: LogError.Code) throws(LogError) -> [Digest] {
    var hashes: [Digest] = []
    while let line = reader.next() {
      if line.isEmpty { return hashes }
      guard hashes.count < maximumCount else {
        throw LogError(code, "a proof has at most \(maximumCount) hashes", line: reader.number)
      }
      guard let hash = Line.hash(line) else {
        throw LogError(code, "the line is no hash of 32 bytes in base64", line: reader.number)
      }
      hashes.append(hash)
    }
    throw LogError(code, "no blank line divides the proof from the checkpoint")
  }

  /// The lines and the empty line.
  static func text(_ hashes: [Digest]) -> String {
    hashes.reduce(into: "") { $0 += Base64.encode($1.bytes) + "\n" } + "\n"
  }

  /// The checkpoint that is the rest; its faults are faults of the whole.
  static func checkpoint(_ reader: LineReader, _ code: LogError.Code) throws(LogError) -> SignedCheckpoint {
    do throws(LogError) {
      return try SignedCheckpoint(note: Note(reader.rest))
    } catch {
      guard error.code != .noteTooLarge else { throw error }
      throw LogError(code, error.reason, line: error.line.map { $0 + reader.number })
    }
  }
}
