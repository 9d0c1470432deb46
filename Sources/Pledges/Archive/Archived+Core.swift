internal import Cryptography
internal import TransparencyLog

// What is not about one signatory, as an archive holds it.

extension LedgerState.Identity: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(origin.text)
    archive.write(genesis)
    archive.write(environment)
    archive.write(rules)
    archive.write(continues)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      origin: try archive.parsed { Origin($0) }, genesis: try archive.digest(), environment: try archive.value(),
      rules: try archive.text(), continues: try archive.optional())
  }
}

extension Registrar: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(id)
    archive.write(name)
    archive.write(UInt64(threshold))
    archive.write(UInt64(keys.count))
    for key in keys { archive.write(raw: key.subjectPublicKeyInfo) }
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    let id: PartyID = try archive.value()
    let name = try archive.text()
    let threshold = Int(try archive.small())
    var keys: [PublicKey] = []
    for _ in 0..<(try archive.count()) {
      do {
        keys.append(try PublicKey(subjectPublicKeyInfo: try archive.raw()))
      } catch let error as CryptographyError {
        throw ArchiveFault(error.reason)
      } catch {
        throw ArchiveFault("a registrar key cannot be read")
      }
    }
    self.init(id: id, name: name, threshold: threshold, keys: keys)
  }
}

extension KeyBook.Kept: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(key.id)
    archive.write(raw: key.subjectPublicKeyInfo)
    switch owner {
    case .registrar: archive.write(nil as PartyID?)
    case .party(let party): archive.write(party as PartyID?)
    }
    archive.write(since)
    archive.write(waitsUntil)
    archive.write(provenance)
    archive.write(until)
    archive.write(invalidSince)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    key = KeptKey(id: try archive.value(), subjectPublicKeyInfo: try archive.raw())
    let party: PartyID? = try archive.optional()
    owner = party.map { .party($0) } ?? .registrar
    since = try archive.value()
    waitsUntil = try archive.optional()
    provenance = try archive.value()
    until = try archive.optional()
    invalidSince = try archive.optional()
  }
}

extension LedgerState.Party: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(id)
    archive.write(name)
    archive.write(roles)
    archive.write(entry)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      id: try archive.value(), name: try archive.text(), roles: try archive.list(), entry: try archive.value())
  }
}

extension TextRemoval: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(target)
    archive.write(texts)
    archive.write(legalBasis.basis)
    archive.write(legalBasis.reference)
    archive.write(concernsRegistrar)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      entry: try archive.value(), target: try archive.value(), texts: try archive.list(),
      legalBasis: TextRedaction.LegalBasis(basis: try archive.value(), reference: try archive.text()),
      concernsRegistrar: try archive.flag())
  }
}

extension LedgerState.UnknownEntry: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(index)
    archive.write(leaf)
    archive.write(kind)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(index: try archive.value(), leaf: try archive.digest(), kind: try archive.value())
  }
}

extension LedgerState {
  /// All but what is about one signatory, the statements and the subjects, which an archive keeps apart.
  func writeCore(to archive: inout ArchiveWriter) {
    archive.write(size)
    archive.write(identity)
    archive.write(registrar)
    archive.write(logKeys)
    archive.write(UInt64(logKeyHistory.count))
    for (since, keys) in logKeyHistory {
      archive.write(since)
      archive.write(keys)
    }
    archive.write(keys.all)
    archive.write(UInt64(owners.count))
    for (party, owner) in owners.sorted(by: { $0.key < $1.key }) {
      archive.write(party)
      archive.write(owner.events)
    }
    archive.write(parties.values.sorted { $0.id < $1.id })
    archive.write(UInt64(accord.versions.count))
    for version in accord.versions {
      // The document itself stays in its entry, where it is read from again.
      archive.write(version.entry)
      archive.write(version.sha256)
    }
    archive.write(accord.extensions)
    archive.write(accord.revocations)
    archive.write(accord.evidenceChecks)
    archive.write(accord.recoveries)
    archive.write(accord.objections)
    archive.write(accord.recoveredActs)
    archive.write(removals.all)
    archive.write(UInt64(attestationCount))
    archive.write(UInt64(kindCounts.count))
    for (kind, count) in kindCounts.sorted(by: { $0.key.text < $1.key.text }) {
      archive.write(kind)
      archive.write(count)
    }
    archive.write(notUnderstood)
    archive.write(members.order)
    archive.write(UInt64(registrarNames.count))
    for (since, name) in registrarNames {
      archive.write(since)
      archive.write(name)
    }
  }

  /// - Parameter accord: the publication that an entry holds, or nil when it holds none.
  init(
    coreFrom archive: inout ArchiveReader, in parts: any LedgerArchive,
    accord publication: (EntryIndex) throws(ArchiveFault) -> AccordPublication?
  ) throws(ArchiveFault) {
    size = try archive.number()
    identity = try archive.optional()
    registrar = try archive.optional()
    logKeys = try archive.list()
    for _ in 0..<(try archive.count()) { logKeyHistory.append((try archive.value(), try archive.list())) }
    for _ in 0..<(try archive.count()) { keys.add(try archive.value()) }
    for _ in 0..<(try archive.count()) { owners[try archive.value()] = Owner(try archive.list()) }
    for _ in 0..<(try archive.count()) {
      let party: Party = try archive.value()
      parties[party.id] = party
    }
    for _ in 0..<(try archive.count()) {
      let entry: EntryStamp = try archive.value()
      let sha256 = try archive.digest()
      guard let published = try publication(entry.index), published.sha256 == sha256 else {
        throw ArchiveFault("entry \(entry.index) does not hold the accord that it held")
      }
      accord.versions.append(PublishedAccord(entry: entry, document: published.document, sha256: sha256))
    }
    accord.extensions = try archive.list()
    accord.revocations = try archive.list()
    accord.evidenceChecks = try archive.list()
    accord.recoveries = try archive.list()
    accord.objections = try archive.list()
    accord.recoveredActs = try archive.byEntry()
    removals = TextRemovals(try archive.list())
    attestationCount = Int(try archive.small())
    for _ in 0..<(try archive.count()) { kindCounts[try archive.value()] = try archive.number() }
    notUnderstood = try archive.list()
    guard notUnderstood.allSatisfy({ $0.kind.known == nil }) else {
      throw ArchiveFault("it passes over entries of kinds that this program knows")
    }
    members = try MemberBook(archived: try archive.list(), in: parts)
    for _ in 0..<(try archive.count()) { registrarNames.append((try archive.value(), try archive.text())) }
    subjects = SubjectIndex(behind: parts)
    statements = StatementSet(behind: parts)
  }
}
