public import Pledges
internal import Synchronization

/// A spill in memory, for tests: it counts what is asked of it, and can fail at one of those times.
public final class MemorySpill: StateSpill {
  private struct Content {
    var bytes: [UInt8] = []
    var reads = 0
    var calls = 0
    var failure: SpillFault?
  }

  private let content = Mutex(Content())
  private let failing: Int?

  /// A spill that fails when it is asked for the n-th time to write or to read, from 0; never when that is nil.
  public init(failingAt failing: Int? = nil) {
    self.failing = failing
  }

  /// How often something was written or read.
  public var calls: Int { content.withLock { $0.calls } }
  public var reads: Int { content.withLock { $0.reads } }
  public var byteCount: Int { content.withLock { $0.bytes.count } }
  public var failure: SpillFault? { content.withLock { $0.failure } }

  public func fail(_ fault: SpillFault) {
    content.withLock { $0.failure = $0.failure ?? fault }
  }

  public func append(_ bytes: [UInt8]) -> UInt64 {
    content.withLock { content in
      let offset = UInt64(content.bytes.count)
      if isSound(&content) { content.bytes += bytes }
      return offset
    }
  }

  public func bytes(at offset: UInt64, count: Int) -> [UInt8]? {
    content.withLock { content in
      content.reads += 1
      guard isSound(&content) else { return nil }
      guard Int(offset) + count <= content.bytes.count else {
        content.failure = SpillFault("bytes were asked for that nobody wrote")
        return nil
      }
      return Array(content.bytes[Int(offset)..<Int(offset) + count])
    }
  }

  private func isSound(_ content: inout Content) -> Bool {
    if content.calls == failing { content.failure = content.failure ?? SpillFault("the disk is broken") }
    content.calls += 1
    return content.failure == nil
  }
}

extension SpillGrain {
  /// So fine that a ledger of a few entries has its state on the disk.
  public static let finest = SpillGrain(entries: 0, chunk: 2, run: 3)
}
