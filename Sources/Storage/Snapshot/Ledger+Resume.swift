internal import Cryptography
public import Pledges
internal import TransparencyLog

extension Ledger {
  /// The ledger as a snapshot holds it, if the snapshot is the log's own, or the caller's, and the store goes on where it
  /// ends.
  ///
  /// What is asked of it: the log's key signed it, unless it is an auditor's own state; that key stands in the entries
  /// that name log keys, and has signed the store's newest checkpoint; the store's first and last of these entries hash
  /// to what it says, the edge of the store's tree is the snapshot's, and the edge folds to the signed root. Entries
  /// between are believed as the snapshot's maker saw them; verification believes none of this and reads them all.
  public static func resumed(
    from snapshot: LedgerSnapshot, in store: any LedgerReading, signatures: EnvelopeVerifier.Signatures
  ) throws(ArchiveFault) -> Ledger {
    let header = snapshot.header
    do {
      guard try store.head().size >= header.size else { throw ArchiveFault("it is ahead of the ledger") }
      guard try store.recomputedLeaf(0) == header.genesis, try store.recomputedLeaf(header.size - 1) == header.head
      else { throw ArchiveFault("it is of other entries than the ledger's") }
      let ledger = try Ledger.resumed(
        archivedCore: snapshot.directory.core, in: snapshot, signatures: signatures
      ) { (index) throws(ArchiveFault) in
        guard case .accordPublish(let publication)? = try store.statement(at: index)?.predicate else { return nil }
        return publication
      }
      try check(ledger, against: header, store)
      if let note = snapshot.note { try checkSignature(note, ledger.state, store) }
      return ledger
    } catch let fault as ArchiveFault {
      throw fault
    } catch let error as StorageError {
      throw ArchiveFault(error.reason)
    } catch let error as LogError {
      throw ArchiveFault(error.reason)
    } catch {
      throw ArchiveFault("the ledger cannot be read: \(error)")
    }
  }

  private static func check(
    _ ledger: borrowing Ledger, against header: SnapshotHeader, _ store: any LedgerReading
  ) throws {
    guard ledger.state.identity?.origin == header.origin, ledger.state.identity?.genesis == header.genesis,
      ledger.chain.size == header.size, ledger.chain.leaf == header.head
    else { throw ArchiveFault("its parts do not fit together") }
    var hasher = try MerkleHasher()
    guard try ledger.tree.root(hasher: &hasher) == header.root else { throw ArchiveFault("its tree has another root") }
    for (position, hash) in zip(try MerkleFrontier.edgePositions(size: header.size), ledger.tree.edge) {
      guard try store.treeHash(at: position.storageIndex) == hash else {
        throw ArchiveFault("the ledger's tree is another one")
      }
    }
  }

  /// Signed by a log key in force, which is one that signed the store's newest checkpoint as well.
  ///
  /// A snapshot names the log keys itself. So each list of them is the one that its entry in the store brought, the last
  /// list is the one in force, and the newest checkpoint tells that no list was left out: a key that a rotation ended
  /// has not signed it.
  private static func checkSignature(_ note: Note, _ state: LedgerState, _ store: any LedgerReading) throws {
    guard state.logKeyHistory.first?.since.index == .genesis, state.logKeyHistory.last?.keys == state.logKeys else {
      throw ArchiveFault("its log keys do not begin at the genesis, or do not end with those in force")
    }
    for (since, keys) in state.logKeyHistory {
      let stored: [VerifierKey]? =
        switch try store.statement(at: since.index)?.predicate {
        case .genesis(let genesis): genesis.logKeys
        case .logRotate(let rotation): rotation.logKeys
        default: nil
        }
      guard stored == keys else { throw ArchiveFault("its log keys are not the ledger's") }
    }
    guard let newest = try store.latestOwnCheckpoint(), newest.size >= state.size else {
      throw ArchiveFault("the ledger keeps no checkpoint that covers it")
    }
    let keys = try KnownKeys(state.logKeys)
    let latest = try signers(of: SignedCheckpoint(newest.note).note, among: keys)
    guard try signers(of: note, among: keys).contains(where: { latest.contains($0) }) else {
      throw ArchiveFault("it is not signed by a log key that signed the newest checkpoint")
    }
  }

  /// The keys whose lines on a note verify; none when one of theirs does not.
  private static func signers(of note: Note, among keys: KnownKeys) throws -> [VerifierKey] {
    var verifier = try SignatureVerifier()
    guard case .verified(let verified) = try note.verify(with: keys, verifier: &verifier) else { return [] }
    return verified.signatures.map(\.key)
  }
}

extension LedgerReading {
  /// The leaf hash of an entry, from the bytes of its header.
  fileprivate func recomputedLeaf(_ index: UInt64) throws(StorageError) -> Digest? {
    var hasher = try LeafHasher()
    guard let entry = try entry(at: EntryIndex(index)) else { return nil }
    return try hasher.leaf(of: entry.header)
  }

  /// What an entry says, unbelieved.
  fileprivate func statement(at index: EntryIndex) throws(ArchiveFault) -> Pledges.Statement? {
    do {
      guard let bytes = try entry(at: index)?.envelope else { return nil }
      return try Pledges.Statement.read(Envelope.readStored(bytes).payload)
    } catch let error as StorageError {
      throw ArchiveFault(error.reason)
    } catch let refusal as Refusal {
      throw ArchiveFault(refusal.message)
    } catch {
      throw ArchiveFault("entry \(index) cannot be read")
    }
  }
}
