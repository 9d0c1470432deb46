internal import Cryptography
internal import Glibc
internal import Pledges

/// A snapshot file that is being written: beside the old one, which it replaces when it is whole.
///
/// The log's snapshot is not synced: every part has its digest in the header, so a file torn by a power cut is noticed,
/// and the entries are read instead. An auditor's record is: what it replaces knew an end that the ledger must not lose.
struct SnapshotOutput: ~Copyable {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var end: UInt64 = UInt64(SnapshotHeader.byteCount)

  private static let bufferSize = 1 << 20

  init(_ path: String) throws(ArchiveFault) {
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw ArchiveFault("the snapshot cannot be written (\(systemReason()))") }
    self.path = path
    self.temporary = temporary
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit {
    close(descriptor)
    // Gone when it was finished.
    _ = unsafe unlink(temporary)
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
  mutating func finish(_ header: [UInt8], isDurable: Bool) throws(ArchiveFault) {
    guard header.count <= SnapshotHeader.byteCount else { throw ArchiveFault("the header is too long") }
    try flush()
    try write(header + [UInt8](repeating: 0, count: SnapshotHeader.byteCount - header.count), at: 0)
    if isDurable, fsync(descriptor) != 0 { throw Self.unsynced() }
    guard unsafe rename(temporary, path) == 0 else {
      throw ArchiveFault("the snapshot cannot be put in place (\(systemReason()))")
    }
    if isDurable, !syncFolder(of: path) { throw Self.unsynced() }
  }

  private static func unsynced() -> ArchiveFault {
    ArchiveFault("what was written may not survive a power cut (\(systemReason()))")
  }

  private mutating func flush() throws(ArchiveFault) {
    try write(buffer, at: end - UInt64(buffer.count))
    buffer.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: [UInt8], at offset: UInt64) throws(ArchiveFault) {
    guard writeBytes(bytes, to: descriptor, at: offset) else {
      throw ArchiveFault("the snapshot cannot be written (\(systemReason()))")
    }
  }
}
