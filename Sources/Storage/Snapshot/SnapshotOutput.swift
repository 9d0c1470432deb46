internal import Cryptography
internal import Files
internal import Pledges

/// A snapshot file that is being written: beside the old one, which it replaces when it is whole.
///
/// The log's snapshot is not synced: every part has its digest in the header, so a file torn by a power cut is noticed,
/// and the entries are read instead. An auditor's record is: what it replaces knew an end that the ledger must not lose.
struct SnapshotOutput: ~Copyable {
  private let path: FilePath
  private let unfinished: UnfinishedFile
  private var buffer: [UInt8] = []
  private var end: UInt64 = UInt64(SnapshotHeader.byteCount)

  private static let bufferSize = 1 << 20

  /// Beside what stands at a path, which has to be one of ours.
  init(_ path: FilePath, beside ledger: FilePath?) throws(ArchiveFault) {
    do throws(FileFault) {
      try path.requireOurs(with: ledger)
    } catch {
      throw ArchiveFault("the snapshot cannot be written (\(error.reason))")
    }
    do throws(SystemFailure) {
      unfinished = try UnfinishedFile(for: path, mode: 0o600)
    } catch {
      throw ArchiveFault("the snapshot cannot be written (\(error.reason))")
    }
    self.path = path
    buffer.reserveCapacity(Self.bufferSize)
  }

  /// Adds a part at the end.
  mutating func append(_ bytes: [UInt8]) throws(ArchiveFault) -> FilePart {
    let part = FilePart(offset: end, count: UInt64(bytes.count), digest: try SnapshotFile.digest(bytes))
    buffer.append(contentsOf: bytes)
    end += UInt64(bytes.count)
    if buffer.count >= Self.bufferSize { try flush() }
    return part
  }

  /// Puts the header in front and the file in its place, before and after which all is synced where it is to be durable.
  consuming func finish(_ header: [UInt8], isDurable: Bool) throws(ArchiveFault) {
    guard header.count <= SnapshotHeader.byteCount else { throw ArchiveFault("the header is too long") }
    try flush()
    try write(header + [UInt8](repeating: 0, count: SnapshotHeader.byteCount - header.count), at: 0)
    var done = "what was written may not survive a power cut"
    do throws(SystemFailure) {
      if isDurable { try unfinished.file.synchronise() }
      done = "the snapshot cannot be put in place"
      try unfinished.replace()
      done = "what was written may not survive a power cut"
      if isDurable { try path.folder.synchroniseFolder() }
    } catch {
      throw ArchiveFault("\(done) (\(error.reason))")
    }
  }

  private mutating func flush() throws(ArchiveFault) {
    try write(buffer, at: end - UInt64(buffer.count))
    buffer.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: [UInt8], at offset: UInt64) throws(ArchiveFault) {
    do throws(SystemFailure) {
      try unfinished.file.write(bytes, at: offset)
    } catch {
      throw ArchiveFault("the snapshot cannot be written (\(error.reason))")
    }
  }
}
