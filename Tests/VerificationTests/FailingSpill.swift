import Pledges
import Storage
import Synchronization

/// Temporary space on a disk that breaks at one of the times that something is written to it or read from it.
final class FailingSpill: StateSpill {
  private let disk = SpillFile()
  private let failing: Int?
  private let asked = Mutex(0)

  /// Space that fails at the n-th write or read, from 0; never when that is nil.
  init(at failing: Int?) {
    self.failing = failing
  }

  /// How often something was written or read.
  var calls: Int { asked.withLock { $0 } }
  var failure: SpillFault? { disk.failure }

  func fail(_ fault: SpillFault) { disk.fail(fault) }

  func append(_ bytes: [UInt8]) -> UInt64 {
    count()
    return disk.append(bytes)
  }

  func bytes(at offset: UInt64, count: Int) -> [UInt8]? {
    self.count()
    return disk.bytes(at: offset, count: count)
  }

  private func count() {
    asked.withLock { asked in
      if asked == failing { disk.fail(SpillFault("the disk is broken")) }
      asked += 1
    }
  }
}

extension SpillGrain {
  static let finest = SpillGrain(entries: 0, chunk: 1, run: 3)
}

extension TemporarySpace {
  /// So little stays in memory that a ledger of a few entries has its state on the disk, which may fail at some time.
  static func finest(failingAt call: Int? = nil) -> TemporarySpace {
    TemporarySpace(grain: .finest) { FailingSpill(at: call) }
  }
}
