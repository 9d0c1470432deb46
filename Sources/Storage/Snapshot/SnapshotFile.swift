internal import Cryptography
internal import Glibc
internal import Pledges

/// A snapshot file open for reading; another one may be put in its place meanwhile.
final class SnapshotFile: Sendable {
  private let descriptor: Int32
  private let size: UInt64

  /// The file at a path, or nil when there is none.
  static func open(_ path: String) throws(ArchiveFault) -> SnapshotFile? {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw ArchiveFault("the snapshot cannot be opened (\(systemReason()))")
    }
    var about = stat()
    guard unsafe fstat(descriptor, &about) == 0, about.st_mode & S_IFMT == S_IFREG, about.st_size >= 0 else {
      close(descriptor)
      throw ArchiveFault("the snapshot is not a plain file")
    }
    return SnapshotFile(descriptor, size: UInt64(about.st_size))
  }

  private init(_ descriptor: Int32, size: UInt64) {
    self.descriptor = descriptor
    self.size = size
  }

  deinit {
    close(descriptor)
  }

  /// The bytes of a part, which hash to its digest.
  func bytes(of part: FilePart) throws(ArchiveFault) -> [UInt8] {
    guard part.offset <= size, part.count <= size - part.offset else {
      throw ArchiveFault("the snapshot ends too early")
    }
    let bytes = try bytes(at: part.offset, count: Int(part.count))
    guard try Self.digest(bytes) == part.digest else {
      throw ArchiveFault("the snapshot was changed at byte \(part.offset)")
    }
    return bytes
  }

  func bytes(at offset: UInt64, count: Int) throws(ArchiveFault) -> [UInt8] {
    guard offset <= size, UInt64(count) <= size - offset else { throw ArchiveFault("the snapshot ends too early") }
    guard let bytes = readBytes(of: descriptor, at: offset, upTo: count), bytes.count == count else {
      throw ArchiveFault("the snapshot cannot be read (\(systemReason()))")
    }
    return bytes
  }

  static func digest(_ bytes: [UInt8]) throws(ArchiveFault) -> Digest {
    do {
      return try Digest.sha256(of: bytes)
    } catch {
      throw ArchiveFault(error.reason)
    }
  }
}
