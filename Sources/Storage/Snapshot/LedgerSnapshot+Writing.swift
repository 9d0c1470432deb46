public import Cryptography
public import Files
public import Pledges
public import TransparencyLog

extension LedgerSnapshot {
  /// Puts the state of a ledger into the file beside it, in the place of an earlier one.
  ///
  /// - Parameters:
  ///   - root: of the ledger's tree, as its checkpoint says.
  ///   - earlier: the snapshot that the ledger was resumed from, whose unchanged parts are copied.
  ///   - signer: the log's key.
  public static func write(
    _ ledger: borrowing Ledger, root: Digest, beside path: some FileNaming, after earlier: LedgerSnapshot?,
    signedBy signer: NoteSigner
  ) throws(ArchiveFault) {
    let path = path.filePath
    try write(ledger, root: root, to: place(of: path), beside: path, after: earlier, checked: nil) {
      text throws(ArchiveFault) in
      try note(text, signedBy: signer)
    }
  }

  /// Keeps what an auditor verified, so that only what is new need be read next time.
  ///
  /// - Parameter stretches: all of them, this one the last.
  public static func keep(
    verified ledger: borrowing Ledger, root: Digest, at path: some FileNaming, after earlier: LedgerSnapshot?,
    _ stretches: [VerifiedStretch]
  ) throws(ArchiveFault) {
    try write(ledger, root: root, to: path.filePath, beside: nil, after: earlier, checked: stretches) { Array($0.utf8) }
  }

  /// Whether an auditor's state can take one more stretch; if not, all is to be verified again.
  public var hasRoomForStretch: Bool { stretches.count < SnapshotHeader.mostStretches }

  private static func write(
    _ ledger: borrowing Ledger, root: Digest, to path: FilePath, beside place: FilePath?,
    after earlier: LedgerSnapshot?,
    checked: [VerifiedStretch]?, _ finished: (String) throws(ArchiveFault) -> [UInt8]
  ) throws(ArchiveFault) {
    guard let identity = ledger.state.identity else { throw ArchiveFault("the ledger has no genesis") }
    var file = try SnapshotOutput(path, beside: place)
    var directory = SnapshotDirectory()
    directory.statements = try file.table(
      after: earlier, earlier?.directory.statements ?? SnapshotDirectory.Table(),
      ledger.newStatements.lazy.map { SnapshotDirectory.Pair(high: $0.high, low: $0.low) })
    directory.subjects = try file.table(
      after: earlier, earlier?.directory.subjects ?? SnapshotDirectory.Table(),
      ledger.newSubjects.lazy.map { SnapshotDirectory.Pair(high: $0.index.rawValue, low: UInt64($0.slot)) })
    for slot in 0..<ledger.archivedMemberCount {
      guard let member = ledger.archivedMember(slot) else {
        throw earlier?.failure ?? ArchiveFault("signatory \(slot) is not there")
      }
      directory.members.append(try file.append(member))
    }
    directory.core = ledger.archivedCore
    let header = SnapshotHeader(
      origin: identity.origin, genesis: identity.genesis, size: ledger.chain.size, root: root, head: ledger.chain.leaf,
      directory: try file.append(directory.bytes), checked: checked)
    try file.finish(try finished(header.text), isDurable: checked != nil)
  }

  private static func note(_ text: String, signedBy signer: NoteSigner) throws(ArchiveFault) -> [UInt8] {
    let text = Array(text.utf8)
    do {
      return try Note(text: text, signatures: [signer.sign(text)]).bytes
    } catch {
      throw ArchiveFault("the snapshot cannot be signed: \(error)")
    }
  }
}

extension SnapshotOutput {
  /// Writes a table: what an earlier snapshot holds and what came since, both in ascending order, merged page by page.
  fileprivate mutating func table(
    after earlier: LedgerSnapshot?, _ old: SnapshotDirectory.Table, _ new: some Sequence<SnapshotDirectory.Pair>
  ) throws(ArchiveFault) -> SnapshotDirectory.Table {
    var table = SnapshotDirectory.Table()
    var page: [UInt8] = []
    var first: SnapshotDirectory.Pair?
    func put(_ pair: SnapshotDirectory.Pair) throws(ArchiveFault) {
      if first == nil { first = pair }
      page.append(number: pair.high)
      page.append(number: pair.low)
      table.count += 1
      if page.count == SnapshotDirectory.Table.pageCount * 16 { try flush() }
    }
    func flush() throws(ArchiveFault) {
      guard let begin = first else { return }
      table.pages.append((begin, try append(page)))
      page.removeAll(keepingCapacity: true)
      first = nil
    }
    var new = new.makeIterator()
    var next = new.next()
    for (_, part) in old.pages {
      guard let bytes = earlier?.read(part) else { throw earlier?.failure ?? ArchiveFault("a table is not there") }
      let pairs = PairPage(bytes)
      for place in 0..<pairs.count {
        let pair = pairs[place]
        while let due = next, due < pair {
          try put(due)
          next = new.next()
        }
        try put(pair)
      }
    }
    while let due = next {
      try put(due)
      next = new.next()
    }
    try flush()
    return table
  }
}
