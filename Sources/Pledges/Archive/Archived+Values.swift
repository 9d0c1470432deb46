internal import Cryptography
internal import TransparencyLog

// Small values, as an archive holds them.

extension EntryIndex: Archived {
  func write(to archive: inout ArchiveWriter) { archive.write(rawValue) }
  init(from archive: inout ArchiveReader) throws(ArchiveFault) { self.init(try archive.number()) }
}

extension Instant: Archived {
  func write(to archive: inout ArchiveWriter) { archive.write(seconds) }
  init(from archive: inout ArchiveReader) throws(ArchiveFault) { self.init(seconds: try archive.signed()) }
}

extension EntryStamp: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(index)
    archive.write(recorded)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(index: try archive.value(), recorded: try archive.value())
  }
}

extension Digest: Archived {
  func write(to archive: inout ArchiveWriter) { archive.write(self) }
  init(from archive: inout ArchiveReader) throws(ArchiveFault) { self = try archive.digest() }
}

extension KeyID: Archived {
  func write(to archive: inout ArchiveWriter) { archive.write(digest) }
  init(from archive: inout ArchiveReader) throws(ArchiveFault) { self.init(try archive.digest()) }
}

extension Identifier {
  func write(to archive: inout ArchiveWriter) { archive.write(text) }
  init(from archive: inout ArchiveReader) throws(ArchiveFault) { self = try archive.parsed { Self($0) } }
}

extension PartyID: Archived {}
extension PlainID: Archived {}
extension CommitmentID: Archived {}
extension PeriodID: Archived {}

/// A kind of this version by number, any other by its text: an entry of every signatory's history has one.
extension EntryKind: Archived {
  private static let kinds = Known.allCases.map { EntryKind($0) }
  private static let numbers = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1, UInt64($0) + 1) })

  /// From 1; 0 for a kind that this version does not know.
  var number: UInt64 { EntryKind.numbers[self] ?? 0 }

  /// The kind with this number; nil for 0, and for one that no kind of this version has.
  init?(number: UInt64) {
    guard number > 0, number <= EntryKind.kinds.count else { return nil }
    self = EntryKind.kinds[Int(number) - 1]
  }

  func write(to archive: inout ArchiveWriter) {
    archive.write(number)
    if number == 0 { archive.write(text) }
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    let number = try archive.number()
    if number == 0 {
      self = try archive.parsed { EntryKind($0) }
    } else if let kind = EntryKind(number: number) {
      self = kind
    } else {
      throw ArchiveFault("there is no kind \(number)")
    }
  }
}

extension String: Archived {
  func write(to archive: inout ArchiveWriter) { archive.write(self) }
  init(from archive: inout ArchiveReader) throws(ArchiveFault) { self = try archive.text() }
}

extension TextMap: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(UInt64(entries.count))
    for (language, text) in entries {
      archive.write(language)
      archive.write(text)
    }
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    var entries: [(language: String, text: String)] = []
    for _ in 0..<(try archive.count()) { entries.append((try archive.text(), try archive.text())) }
    guard let map = TextMap(entries) else { throw ArchiveFault("a text has no language, or one twice") }
    self = map
  }
}

extension VerifierKey: Archived {
  func write(to archive: inout ArchiveWriter) { archive.write(text) }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    do {
      try self.init(try archive.text())
    } catch let error as LogError {
      throw ArchiveFault(error.reason)
    } catch {
      throw ArchiveFault("a log key cannot be read")
    }
  }
}

/// Words out of a fixed list, as their text.
protocol ArchivedWord: Archived, RawRepresentable where RawValue == String {}

extension ArchivedWord {
  func write(to archive: inout ArchiveWriter) { archive.write(rawValue) }
  init(from archive: inout ArchiveReader) throws(ArchiveFault) { self = try archive.parsed { Self(rawValue: $0) } }
}

extension Genesis.Environment: ArchivedWord {}
extension Join.Basis: ArchivedWord {}
extension PartyAdmission.Role: ArchivedWord {}
extension ReviewConclusion: ArchivedWord {}
extension ChallengeOutcome: ArchivedWord {}
extension TextRedaction.LegalBasis.Basis: ArchivedWord {}
extension EvidenceCheckEvent.Result: ArchivedWord {}
extension KeyBook.Provenance.Voucher: ArchivedWord {}
extension KeyIdentification.Method: ArchivedWord {}
extension KeyRevocation.Reason: ArchivedWord {}
extension OwnerEvent.Ender: ArchivedWord {}
