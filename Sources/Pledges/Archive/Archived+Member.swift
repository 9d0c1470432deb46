internal import Cryptography

// A signatory with all that its entries say, as an archive holds it.

extension Member: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(id)
    archive.write(names)
    archive.write(profile)
    archive.write(membership)
    archive.write(reviews)
    archive.write(challenges)
    archive.write(entries)
    archive.write(attestations)
    archive.write(reviewRecords)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    id = try archive.value()
    names = try archive.list()
    guard !names.isEmpty else { throw ArchiveFault("signatory \(id) has no name") }
    profile = try archive.value()
    membership = try archive.list()
    reviews = try archive.list()
    let challenges: [ChallengeEvent] = try archive.list()
    entries = try archive.list()
    attestations = try archive.value()
    reviewRecords = try archive.byEntry()
    for event in challenges { append(event) }
  }

  /// The signatory as bytes that `init(archived:)` reads.
  var archived: [UInt8] {
    var archive = ArchiveWriter()
    archive.write(self)
    return archive.bytes
  }

  init(archived bytes: [UInt8]) throws(ArchiveFault) {
    var archive = ArchiveReader(bytes)
    self = try archive.value()
    try archive.finish()
  }
}

extension SignatoryProfile: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(kind)
    archive.write(country)
    archive.write(traits)
    archive.write(basis)
    archive.write(source)
    archive.write(joinedVia)
    archive.write(reservation)
    archive.write(successor)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      kind: try archive.value(), country: try archive.optional(), traits: try archive.list(),
      basis: try archive.value(), source: try archive.optional(), joinedVia: try archive.optional(),
      reservation: try archive.optional(), successor: try archive.optional())
  }
}

extension Member.DatedName: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(name)
    archive.write(entry)
    archive.write(effective)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(name: try archive.value(), entry: try archive.value(), effective: try archive.value())
  }
}

extension Member.HistoryEntry: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(kind)
    archive.write(leaf)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(entry: try archive.value(), kind: try archive.value(), leaf: try archive.value())
  }
}

extension Member.ReviewRecord: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(reviewer)
    archive.write(leaf)
    archive.write(isWithdrawn)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(reviewer: try archive.value(), leaf: try archive.value(), isWithdrawn: try archive.flag())
  }
}

extension Join.Source: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(uri)
    archive.write(sha256)
    archive.write(asOf.description)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      uri: try archive.text(), sha256: try archive.optional(), asOf: try archive.parsed { CalendarDate($0) })
  }
}
