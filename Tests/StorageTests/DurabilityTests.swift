import Fixtures
import Glibc
import Testing

@testable import Storage

/// What a sync answers is heard, whichever it is.
// Threats: the program or the disk ends in the middle of a write
@Suite(
  "What does not reach the disk is not called durable",
  .enabled(if: RefusedCall.isPermitted, Comment(rawValue: RefusedCall.needed)))
struct DurabilityTests {
  private let folder: TemporaryFolder
  private let path: String
  private static let note = Array("pledges.example/lantern\n1\n\n— pledges.example/lantern AAAA\n".utf8)

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("mark")
  }

  /// The error that writing the mark ends with while a call is refused.
  private func writing(without call: RefusedCall) throws -> StorageError? {
    try call.during { [path] in storageError { try HighWaterMark(path: path).write(Self.note) } }
  }

  @Test("A note that is put in place is not there before its folder is synced")
  func noteFolder() throws {
    let error = try writing(without: .openFolder)
    #expect(error?.code == .inputOutput && error?.outcome == .committed)
    #expect(error?.reason.contains("could not be synced") == true)
    #expect(storageError { try HighWaterMark(path: path).write(Self.note) } == nil)
  }

  @Test("A note gets its name only once its bytes are synced")
  func noteFile() throws {
    let error = try writing(without: .fsync)
    #expect(error?.code == .inputOutput && error?.outcome == .committed)
    #expect(try HighWaterMark(path: path).read() == nil)
  }

  @Test("A slot of the mark is not noted before it is synced")
  func slot() throws {
    try HighWaterMark(path: path).write(Self.note)
    let error = try writing(without: .fdatasync)
    #expect(error?.code == .inputOutput && error?.outcome == .committed)
    #expect(error?.reason.contains("could not be synced") == true)
    #expect(storageError { try HighWaterMark(path: path).write(Self.note) } == nil)
  }

  @Test("Whoever is about to write reads a mark only once it is on the disk; whoever reads need not wait for that")
  func settled() throws {
    try HighWaterMark(path: path).write(Self.note)
    let error = try RefusedCall.fdatasync.during { [path] in
      storageError { try HighWaterMark(path: path).readDurably() }
    }
    #expect(error?.code == .inputOutput && error?.outcome == .notCommitted)
    #expect(error?.hint?.hasPrefix("nothing was written; ") == true)
    let reading = try RefusedCall.fdatasync.during { [path] in storageError { try HighWaterMark(path: path).read() } }
    #expect(reading == nil)
  }

  @Test("A new file never gets its name before its bytes are synced")
  func publication() throws {
    let unfinished = try folder.write(Self.note, to: "new")
    let target = folder.path("ledger.db")
    let error = try RefusedCall.fsync.during {
      storageError { try LedgerPath(unfinished).publish(as: LedgerPath(target)) }
    }
    #expect(error?.code == .inputOutput && error?.outcome == .notCommitted)
    #expect(try folder.names() == ["new"], "it was never moved")
  }

  @Test("A new file whose folder cannot be synced loses its name again")
  func publicationFolder() throws {
    let unfinished = try folder.write(Self.note, to: "new")
    let target = folder.path("ledger.db")
    let error = try RefusedCall.openFolder.during {
      storageError { try LedgerPath(unfinished).publish(as: LedgerPath(target)) }
    }
    #expect(error?.outcome == .notCommitted)
    #expect(try folder.names() == [], "nobody has been told of it")
  }
}
