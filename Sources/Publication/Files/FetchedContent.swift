internal import Files

/// The bytes of a published file that may be large: its beginning in a temporary file, its end in memory.
///
/// What a server sends in the place of a file is bounded by the format and may still be a hundred times what the entries
/// need. So nothing is held whole: whoever reads takes a part at a time. A file that is not large touches no disk.
public final class FetchedContent {
  private var file: NamelessFile?
  /// Why the file could not be made or written: nothing can be had back then.
  private var failure: NamelessFileFailure?
  /// How many bytes went out.
  private var written = 0
  private var end: [UInt8]

  /// Bytes that go out together.
  private static let block = 4 << 20

  /// Nothing yet.
  public init() {
    end = []
  }

  /// Bytes that are at hand.
  public init(_ bytes: [UInt8]) {
    end = bytes
  }

  /// How many bytes there are.
  public var count: Int { written + end.count }

  /// Adds bytes at the end; what could not be kept is told to whoever reads.
  public func append(_ bytes: [UInt8]) {
    end += bytes
    guard end.count >= FetchedContent.block else { return }
    do throws(NamelessFileFailure) {
      if failure == nil {
        if file == nil { file = try NamelessFile() }
        try file?.append(end)
      }
    } catch {
      failure = error
    }
    written += end.count
    end.removeAll(keepingCapacity: true)
  }

  /// All of it, for a file that is small.
  public func whole() throws(PublicationError) -> [UInt8] {
    do {
      return try bytes(0..<count)
    } catch {
      throw PublicationError(error)
    }
  }

  /// A part of it.
  func bytes(_ range: Range<Int>) throws(NamelessFileFailure) -> [UInt8] {
    if let failure { throw failure }
    guard range.lowerBound < written else {
      return range == 0..<end.count ? end : Array(end[range.lowerBound - written..<range.upperBound - written])
    }
    let last = min(range.upperBound, written)
    let bytes = try file?.bytes(range.lowerBound..<last) ?? []
    return last == range.upperBound ? bytes : bytes + end[..<(range.upperBound - written)]
  }
}

extension PublicationError {
  /// There was no room for what was fetched, or it could not be had back.
  init(_ failure: NamelessFileFailure) {
    self.init(
      .inputOutput, failure.reason, hint: "make room there, or name another folder for temporary files in TMPDIR")
  }
}
