import Fixtures
import LedgerSamples
import LedgerWriter
import Pledges
import Storage
import Testing
import TransparencyLog
import Verification

/// What cannot be read back is no answer: neither a verdict nor a state nor a receipt.
@Suite("Temporary space that fails ends the work with an error")
struct SpillTests {
  private static let made = Result { try Chronicle() }

  private let folder: TemporaryFolder
  private let chronicle: Chronicle
  private var path: String { folder.path("ledger.db") }

  init() throws {
    folder = try TemporaryFolder()
    chronicle = try Self.made.get()
    try folder.write(chronicle.bytes, to: "ledger.db")
  }

  /// How often a whole verification writes and reads.
  private func calls() throws -> Int {
    let spill = FailingSpill(at: nil)
    let reader = try SQLiteLedgerReader.open(path)
    let space = TemporarySpace(grain: .finest) { spill }
    var verification = try LedgerVerification(cores: 1, space: space)
    #expect(try verification.run(reader).isIntact)
    #expect(spill.calls > 50)
    return spill.calls
  }

  @Test("a verification has no verdict, whichever write or read it is, on one core and on several")
  func verification() throws {
    let reader = try SQLiteLedgerReader.open(path)
    for call in 0..<(try calls()) {
      var verification = try LedgerVerification(cores: call % 2 == 0 ? 1 : 3, space: .finest(failingAt: call))
      var kept = false
      do {
        let report = try verification.run(reader, keeping: { _, _ in kept = true })
        Issue.record("call \(call): \(report.assurance)")
      } catch {
        guard case .storage(let error) = error else {
          Issue.record("call \(call): \(error)")
          continue
        }
        #expect(error.code == .inputOutput)
        #expect(error.reason == "the disk is broken")
      }
      #expect(!kept, "call \(call)")
    }
  }

  @Test("a replay for reading fails, or the state says so when it is asked")
  func replay() throws {
    let reader = try SQLiteLedgerReader.open(path)
    for call in stride(from: 0, to: try calls(), by: 3) {
      do throws(ReplayedLedger.Failure) {
        let ledger = try ReplayedLedger(reader, space: .finest(failingAt: call))
        for id in ledger.state.memberOrder { _ = ledger.state.history(of: id) }
        #expect(throws: StorageError.self, "call \(call)") { try ledger.state.requireSpill() }
      } catch {
        guard case .failure(.storage(let error)) = error else {
          Issue.record("call \(call): \(error)")
          continue
        }
        #expect(error.code == .inputOutput)
      }
    }
  }

  @Test("an appender does not open, and writes no snapshot")
  func appender() throws {
    let issuer = CheckpointIssuer(
      signers: [try NoteSigner(name: Chronicle.origin, privateKey: chronicle.cast.nextLog)],
      mark: HighWaterMark(path: folder.path("mark")))
    for call in stride(from: 0, to: try calls(), by: 7) {
      do throws(AppendError) {
        var appender = try LedgerAppender(opening: path, issuer: issuer, space: .finest(failingAt: call))
        // What the replay did not ask for, the snapshot does.
        #expect(appender.leaveSnapshot(always: true) != nil, "call \(call)")
      } catch {
        guard case .storage(let error) = error else {
          Issue.record("call \(call): \(error)")
          continue
        }
        #expect(error.code == .inputOutput)
      }
      #expect(try !folder.names().contains("ledger.db.snapshot"), "call \(call)")
    }
  }

  @Test("a snapshot of a state that lies in temporary space is that of one in memory, byte for byte")
  func snapshot() throws {
    let stretch = VerifiedStretch(upTo: UInt64(chronicle.size), at: try given(Instant("2041-01-01T00:00:00Z")))
    var kept: [[UInt8]] = []
    for space in [TemporarySpace(), .finest()] {
      let reader = try SQLiteLedgerReader.open(path)
      var verification = try LedgerVerification(space: space)
      var failure: (any Error)?
      _ = try verification.run(
        reader,
        keeping: { ledger, root in
          do {
            try LedgerSnapshot.keep(verified: ledger, root: root, at: folder.path("record"), after: nil, [stretch])
          } catch {
            failure = error
          }
        })
      #expect(failure == nil)
      kept.append(try folder.read("record"))
    }
    #expect(kept[0] == kept[1])
  }
}
