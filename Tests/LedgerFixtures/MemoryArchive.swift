internal import Cryptography
public import Pledges
internal import Synchronization

/// An archive in memory: what a snapshot file would hold, with nothing read before somebody asks.
public final class MemoryArchive: LedgerArchive {
  private let core: [UInt8]
  private let members: [[UInt8]]
  private let statements: Set<StatementKey>
  private let subjects: [EntryIndex: UInt32]
  private let asked = Mutex<Set<UInt32>>([])
  private let fault = Mutex<ArchiveFault?>(nil)

  /// Everything a ledger says, the parts that rest in an earlier archive included.
  public init(_ ledger: borrowing Ledger, after earlier: MemoryArchive? = nil) {
    core = ledger.archivedCore
    members = (0..<ledger.archivedMemberCount).map { ledger.archivedMember($0) ?? [] }
    statements = (earlier?.statements ?? []).union(ledger.newStatements)
    subjects = (earlier?.subjects ?? [:]).merging(ledger.newSubjects.map { ($0.index, $0.slot) }) { _, new in new }
  }

  public var memberCount: UInt32 { UInt32(members.count) }
  /// The signatories that somebody asked for.
  public var read: Set<UInt32> { asked.withLock { $0 } }
  public var failure: ArchiveFault? { fault.withLock { $0 } }

  public func member(_ slot: UInt32) -> [UInt8]? {
    asked.withLock { _ = $0.insert(slot) }
    return members[Int(slot)]
  }

  public func holds(_ statement: StatementKey) -> Bool { statements.contains(statement) }
  public func subject(of index: EntryIndex) -> UInt32? { subjects[index] }
  public func fail(_ fault: ArchiveFault) { self.fault.withLock { $0 = $0 ?? fault } }

  /// The ledger again. The accord is looked up among these entries.
  public func resume(_ entries: [AdmittedEntry], signatures: EnvelopeVerifier.Signatures = .check) throws -> Ledger {
    try Ledger.resumed(archivedCore: core, in: self, signatures: signatures) { index in
      guard case .accordPublish(let publication) = entries[Int(index.rawValue)].statement.predicate else { return nil }
      return publication
    }
  }

  /// The bytes that `resume` reads first, changed by a test.
  public func resume(core: [UInt8]) throws -> Ledger {
    try Ledger.resumed(archivedCore: core, in: self, signatures: .check) { _ in nil }
  }

  public var coreBytes: [UInt8] { core }
}
