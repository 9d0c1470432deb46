internal import Cryptography

// The attestation entries of a signatory, as an archive holds them: numbers into tables stay numbers.

extension AttestationBook: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(periods.ids)
    archive.write(commitments.ids)
    archive.write(values.ids)
    archive.write(signingKeys)
    archive.write(evidence)
    archive.write(claims)
    archive.write(UInt64(records.count))
    for record in records { archive.write(record) }
    archive.write(UInt64(furtherKeys.count))
    for (ordinal, keys) in furtherKeys.sorted(by: { $0.key < $1.key }) {
      archive.write(ordinal)
      archive.write(keys)
    }
    archive.write(UInt64(thresholds.count))
    for (ordinal, threshold) in thresholds.sorted(by: { $0.key < $1.key }) {
      archive.write(ordinal)
      archive.write(UInt64(threshold))
    }
    archive.write(UInt64(recovered.count))
    for ordinal in recovered.sorted() { archive.write(ordinal) }
    let heads = headList
    archive.write(UInt64(heads.count))
    for (period, commitment, ordinal) in heads {
      archive.write(period)
      archive.write(commitment)
      archive.write(ordinal)
    }
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    periods = IdentifierTable(try archive.list())
    commitments = IdentifierTable(try archive.list())
    values = IdentifierTable(try archive.list())
    signingKeys = try archive.list()
    evidence = try archive.list()
    claims = try archive.list()
    records = try archive.list()
    for _ in 0..<(try archive.count()) { furtherKeys[try archive.small()] = try archive.list() }
    for _ in 0..<(try archive.count()) { thresholds[try archive.small()] = Int(try archive.small()) }
    for _ in 0..<(try archive.count()) { recovered.insert(try archive.small()) }
    var heads: [(period: UInt32, commitment: UInt32, ordinal: UInt32)] = []
    for _ in 0..<(try archive.count()) {
      heads.append((try archive.small(), try archive.small(), try archive.small()))
    }
    guard setHeads(heads) else { throw ArchiveFault("a head leads nowhere") }
    try checkNumbers()
  }

  /// Every number leads somewhere: nothing read from a file may lead out of an array.
  private func checkNumbers() throws(ArchiveFault) {
    for claim in claims {
      guard claim.commitment < commitments.ids.count, claim.value < values.ids.count,
        Int(claim.firstEvidence) + Int(claim.evidenceCount) <= evidence.count
      else { throw ArchiveFault("a claim leads nowhere") }
    }
    for record in records {
      guard record.period < periods.ids.count, record.key == Record.noKey || record.key < signingKeys.count,
        Int(record.firstClaim) + Int(record.claimCount) <= claims.count
      else { throw ArchiveFault("an attestation leads nowhere") }
    }
  }
}

extension AttestationBook.Record: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(leaf)
    switch action {
    case .submit: archive.write(0 as UInt64)
    case .supersede(let target):
      archive.write(1 as UInt64)
      archive.write(target)
    case .withdraw(let target):
      archive.write(2 as UInt64)
      archive.write(target)
    }
    archive.write(period)
    archive.write(key)
    archive.write(firstClaim)
    archive.write(UInt32(claimCount))
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    entry = try archive.value()
    leaf = try archive.value()
    switch try archive.number() {
    case 0: action = .submit
    case 1: action = .supersede(try archive.value())
    case 2: action = .withdraw(try archive.value())
    case let unknown: throw ArchiveFault("there is no act of attestation \(unknown)")
    }
    period = try archive.small()
    key = try archive.small()
    firstClaim = try archive.small()
    claimCount = UInt16(truncatingIfNeeded: try archive.small())
  }
}

extension AttestationBook.PackedClaim: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(commitment)
    archive.write(value)
    archive.write(firstEvidence)
    archive.write(UInt32(evidenceCount))
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    commitment = try archive.small()
    value = try archive.small()
    firstEvidence = try archive.small()
    evidenceCount = UInt16(truncatingIfNeeded: try archive.small())
  }
}

extension AttestationEvent.Evidence: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(sha256)
    archive.write(isPublic)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(sha256: try archive.digest(), isPublic: try archive.flag())
  }
}
