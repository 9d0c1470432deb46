internal import Cryptography
internal import TransparencyLog

extension Ledger {
  /// The form of an archive's parts and the rules by which they came about; another one is not read.
  ///
  /// Of the first version a successor outlived a later join; the second held what redacted entries had said, knew no
  /// owners' thresholds and recoveries, and did not say which entries were not understood; the third had the registrar's
  /// last name alone; the fourth did not say which withdrawals of challenges rest on a recovery.
  private static let archiveVersion: UInt64 = 5

  /// The end of the chain, the tree's edge and the state, without the parts that a resumed ledger reads when it needs
  /// them: signatories, statements and subjects.
  public var archivedCore: [UInt8] {
    var archive = ArchiveWriter()
    archive.write(Ledger.archiveVersion)
    archive.write(chain.size)
    archive.write(chain.leaf)
    archive.write(chain.recorded)
    archive.write(tree.size)
    archive.write(tree.edge)
    archive.write(signatureCount)
    state.writeCore(to: &archive)
    return archive.bytes
  }

  /// How many signatories an archive of this ledger holds.
  public var archivedMemberCount: UInt32 { UInt32(state.members.count) }

  /// A signatory by slot; nil when the archive it rests in cannot be read.
  public func archivedMember(_ slot: UInt32) -> [UInt8]? { state.members.archived(slot) }

  /// The statements that came since the archive this ledger was resumed from, in ascending order.
  public var newStatements: [StatementKey] { state.statements.sorted }

  /// The entries about a signatory that came since, in ledger order, each with the signatory's slot.
  public var newSubjects: some Sequence<(index: EntryIndex, slot: UInt32)> {
    state.subjects.rows.lazy.map { (index: $0.index, slot: $0.slot) }
  }

  /// The ledger that an archive holds, ready to go on behind its last entry.
  ///
  /// It has been replayed or admitted entry by entry once, by whoever wrote the archive; the caller makes sure that the
  /// archive is that one's and that the store still ends, or goes on, where the archive says.
  public static func resumed(
    archivedCore core: [UInt8], in parts: any LedgerArchive, signatures: EnvelopeVerifier.Signatures,
    accord publication: (EntryIndex) throws(ArchiveFault) -> AccordPublication?
  ) throws(ArchiveFault) -> Ledger {
    var archive = ArchiveReader(core)
    guard try archive.number() == Ledger.archiveVersion else {
      throw ArchiveFault("it was written by another version of this program")
    }
    let chain = ChainHead(size: try archive.number(), leaf: try archive.digest(), recorded: try archive.optional())
    let tree = try edge(size: try archive.number(), try archive.list())
    let signatureCount = try archive.number()
    let state = try LedgerState(coreFrom: &archive, in: parts, accord: publication)
    try archive.finish()
    guard chain.size == tree.size, chain.size == state.size else {
      throw ArchiveFault("chain, tree and state are of different lengths")
    }
    var ledger = try empty(signatures)
    ledger.chain = chain
    ledger.tree = tree
    ledger.signatureCount = signatureCount
    ledger.state = state
    return ledger
  }

  private static func edge(size: UInt64, _ edge: [Digest]) throws(ArchiveFault) -> MerkleFrontier {
    do {
      return try MerkleFrontier(size: size, edge: edge)
    } catch {
      throw ArchiveFault(error.reason)
    }
  }

  private static func empty(_ signatures: EnvelopeVerifier.Signatures) throws(ArchiveFault) -> Ledger {
    do {
      return try Ledger(signatures: signatures)
    } catch {
      throw ArchiveFault(error.reason)
    }
  }
}
