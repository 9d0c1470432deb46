internal import Pledges
internal import Storage

/// The bytes of a published file that may be large: its beginning in a temporary file, its end in memory.
///
/// What a server sends in the place of a file is bounded by the format and may still be a hundred times what the entries
/// need. So nothing is held whole: whoever reads takes a part at a time. A file that is not large touches no disk.
public final class FetchedContent {
  private var spill: SpillFile?
  private var spilled = 0
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
  public var count: Int { spilled + end.count }

  /// Adds bytes at the end.
  public func append(_ bytes: [UInt8]) {
    end += bytes
    guard end.count >= FetchedContent.block else { return }
    let spill = spill ?? SpillFile()
    self.spill = spill
    _ = spill.append(end)
    spilled += end.count
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
  func bytes(_ range: Range<Int>) throws(SpillFault) -> [UInt8] {
    guard range.lowerBound < spilled else {
      return range == 0..<end.count ? end : Array(end[range.lowerBound - spilled..<range.upperBound - spilled])
    }
    let last = min(range.upperBound, spilled)
    guard let bytes = spill?.bytes(at: UInt64(range.lowerBound), count: last - range.lowerBound) else {
      throw spill?.failure ?? SpillFault("temporary space cannot be read")
    }
    return last == range.upperBound ? bytes : bytes + end[..<(range.upperBound - spilled)]
  }
}

extension PublicationError {
  /// There was no room for what was fetched, or it could not be had back.
  init(_ fault: SpillFault) {
    self.init(
      .inputOutput, fault.reason, hint: "make room there, or name another folder for temporary files in TMPDIR")
  }
}
