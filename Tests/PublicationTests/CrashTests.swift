import LedgerFixtures
import Pledges
import Publication
import Storage
import Testing
import TransparencyLog
import Verification

@Suite("A publication that ends at any moment")
struct CrashTests {
  /// What was published before, and what is then: across a full tile, into the next, and with removals.
  enum Step: String, CaseIterable {
    case first, within, filling, across, removing, removingOnce, removingMore, removingWhileFilling

    var entries: [AdmittedEntry] {
      switch self {
      case .removing, .removingOnce, .removingMore, .removingWhileFilling: Samples.redacted
      default: Samples.long
      }
    }
    var sizes: (before: Int, after: Int) {
      switch self {
      case .first: (0, 10)
      case .within: (20, 23)
      case .filling: (250, 256)
      case .across: (255, 258)
      case .removing: (258, 263)
      case .removingOnce: (301, 302)
      case .removingMore: (256, 520)
      case .removingWhileFilling: (200, 262)
      }
    }
  }

  @Test("leaves what its checkpoint names, and the next run finishes it", arguments: Step.allCases)
  func crash(step: Step) throws {
    let (before, after) = step.sizes
    let start = before > 0 ? try Samples.published(step.entries, before) : [:]
    let clean = MemoryFiles(start)
    try Samples.publish(step.entries, after, into: clean)
    #expect(clean.calls > 10)
    for call in 1...clean.calls {
      let files = MemoryFiles(start)
      // What a call leaves behind is what the next one does not find.
      files.endsBefore = call
      #expect(code { try Samples.publish(step.entries, after, into: files) } == "test.killed")
      for survivor in [files.afterKill, files.afterPowerCut] {
        try check(survivor, call: call, step)
        try Samples.publish(step.entries, after, into: survivor)
        for (path, bytes) in clean.files { #expect(survivor.files[path] == bytes, "\(path), call \(call)") }
      }
    }
  }

  private func check(_ files: MemoryFiles, call: Int, _ step: Step) throws {
    let (before, after) = step.sizes
    guard files.files["checkpoint"] != nil else {
      #expect(before == 0)
      return
    }
    let checkpoint = try PublishedCheckpoint.read(files, by: Samples.policy())
    let size = Int(checkpoint.checkpoint.size)
    #expect([before, after].contains(size), "call \(call)")
    let ledger = try PublishedLedger(files, at: checkpoint, .authentic)
    var count = 0
    try ledger.forEachEntry { row in
      guard case .entry(let entry) = row else { return false }
      count += 1
      #expect(entry.envelope != nil)
      return true
    }
    #expect(count == size, "call \(call)")
    #expect(files.files.holding(Samples.removed(step.entries, size)) == [], "call \(call)")
  }
}
