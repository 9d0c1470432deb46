internal import Cryptography
internal import Files
internal import Pledges

/// A snapshot file open for reading; another one may be put in its place meanwhile.
final class SnapshotFile: Sendable {
  private let file: FileDescriptor
  private let size: UInt64

  /// The file at a path, or nil when there is none; what stands there has to be one of ours.
  static func open(_ path: FilePath, beside ledger: FilePath?) throws(ArchiveFault) -> SnapshotFile? {
    do throws(FileFault) {
      return try SnapshotFile(.ours(path, with: ledger))
    } catch {
      if error.isMissing { return nil }
      throw ArchiveFault("the snapshot cannot be opened (\(error.reason))")
    }
  }

  private init(_ file: consuming FileDescriptor) throws(FileFault) {
    do throws(SystemFailure) {
      size = try FileStatus(of: file).size
    } catch {
      throw .system(error)
    }
    self.file = file
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
    let bytes: [UInt8]
    do throws(SystemFailure) {
      bytes = try file.read(at: offset, upTo: count)
    } catch {
      throw ArchiveFault("the snapshot cannot be read (\(error.reason))")
    }
    guard bytes.count == count else { throw ArchiveFault("the snapshot ends too early") }
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
