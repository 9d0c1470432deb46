internal import Cryptography
internal import TransparencyLog

// Whose keys are whose, on whose word, and what was done to them, as an archive holds it.

extension KeyBook.Provenance: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(voucher)
    archive.write(identification)
    archive.write(recovery)
    archive.write(recorded)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      voucher: try archive.value(), identification: try archive.optional(), recovery: try archive.optional(),
      recorded: try archive.value())
  }
}

extension KeyIdentification: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(key)
    archive.write(method)
    archive.write(date.description)
    archive.write(reference.digest)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      key: try archive.value(), method: try archive.value(), date: try archive.parsed { CalendarDate($0) },
      reference: Detached(try archive.digest()))
  }
}

extension OwnerEvent: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(act)
    archive.write(recovery)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(entry: try archive.value(), act: try archive.value(), recovery: try archive.optional())
  }
}

extension OwnerEvent.Act: Archived {
  func write(to archive: inout ArchiveWriter) {
    switch self {
    case .bring(let keys, let threshold):
      archive.write(0 as UInt64)
      archive.write(keys)
      archive.write(UInt64(threshold ?? 0))
    case .rotate(let old, let new):
      archive.write(1 as UInt64)
      archive.write(old)
      archive.write(new)
    case .threshold(let threshold):
      archive.write(2 as UInt64)
      archive.write(UInt64(threshold))
    case .recover(let keys, let threshold):
      archive.write(3 as UInt64)
      archive.write(keys)
      archive.write(UInt64(threshold))
    case .end(let key, let ender):
      archive.write(4 as UInt64)
      archive.write(key)
      archive.write(ender)
    case .object(let act, let key):
      archive.write(5 as UInt64)
      archive.write(act)
      archive.write(key)
    }
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    switch try archive.number() {
    case 0:
      let keys: [KeyID] = try archive.list()
      let threshold = Int(try archive.small())
      self = .bring(keys, threshold: threshold == 0 ? nil : threshold)
    case 1: self = .rotate(old: try archive.value(), new: try archive.value())
    case 2: self = .threshold(Int(try archive.small()))
    case 3: self = .recover(try archive.list(), threshold: Int(try archive.small()))
    case 4: self = .end(try archive.value(), by: try archive.value())
    case 5: self = .object(to: try archive.value(), key: try archive.value())
    case let unknown: throw ArchiveFault("there is no act on keys \(unknown)")
    }
  }
}

extension RecoveryEvent: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(party)
    archive.write(keys)
    archive.write(comesIn)
    archive.write(restsSince)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      entry: try archive.value(), party: try archive.value(), keys: try archive.list(), comesIn: try archive.value(),
      restsSince: try archive.optional())
  }
}

extension ObjectionEvent: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(party)
    archive.write(key)
    archive.write(of)
    archive.write(text)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      entry: try archive.value(), party: try archive.value(), key: try archive.value(), of: try archive.value(),
      text: try archive.optional())
  }
}

extension Genesis.Continuation: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(origin.text)
    archive.write(genesis)
    archive.write(size)
    archive.write(root)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      origin: try archive.parsed { Origin($0) }, genesis: try archive.digest(), size: try archive.number(),
      root: try archive.digest())
  }
}
