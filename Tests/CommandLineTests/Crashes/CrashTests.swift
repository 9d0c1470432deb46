import Fixtures
import Testing

/// Every call by which a command writes is the last one once, fails once, and finds the disk full once; then the ledger
/// is opened anew. In `make test` each call meets one of the three, in `make campaign` all. // Threats: a crash at any moment
@Suite(
  "A process that ends, or whose disk fails, at any of its writes",
  .enabled(if: TracedProgram.isPermitted, Comment(rawValue: TracedProgram.needed)))
struct CrashTests {
  @Test(
    "leaves a ledger that contradicts nothing it gave out, and that goes on",
    arguments: Workload.all, SystemCallFault.allCases)
  func fault(workload: Workload, fault: SystemCallFault) throws {
    let scene = try Scene(workload)
    let undisturbed = try scene.program.writes()
    scene.transcript(undisturbed.result).expectDone()
    // In which order, file by file, is what WritingOrderTests asks.
    #expect(undisturbed.calls.contains { $0.name.hasSuffix("sync") }, "what is not synced is not durable")
    for call in Self.moments(undisturbed.calls, fault) {
      try scene.reset()
      let (result, wasHit) = try scene.program.run(fault, at: call)
      let comment: Comment = "\(fault) at \(call)"
      #expect(wasHit, comment)
      let transcript = scene.transcript(result)
      if fault == .killed {
        #expect(transcript.status == -9, comment)
      } else if transcript.status != 0 {
        // The disk is to blame, and nothing else; what to do is said.
        #expect(transcript.status == 3, "\(comment)\n\(transcript)")
        #expect(transcript.errorCode != nil && transcript.error.contains("\nhint: "), "\(comment)\n\(transcript)")
      }
      let size = try scene.workshop.expectHonest(transcript, comment)
      try workload.survives(scene.workshop, transcript, size)
    }
  }

  /// The eight pages of shared memory, which hold no data, are written one after the other, and each reader and writer of
  /// a run does it again: only the first of such a row is a moment of its own.
  private static func moments(_ calls: [SystemCall], _ fault: SystemCallFault) -> [SystemCall] {
    var previous = ""
    return fault.share(of: calls).filter { call in
      defer { previous = call.target }
      return fault.concerns(call) && !(call.target.hasSuffix("-shm") && call.target == previous)
    }
  }
}
