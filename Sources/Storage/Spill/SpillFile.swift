public import Files
internal import Glibc
public import Pledges
internal import Synchronization

/// State that lies on a disk for as long as a process works on a large ledger.
///
/// A file without a name: it is unlinked as soon as it is open, so nobody else can open it by a path, and it is gone when
/// the process ends, however it ends. It is made when the first megabyte has come together; what is smaller stays in memory.
public final class SpillFile: StateSpill {
  /// What is written, and behind it what waits to be.
  fileprivate struct Content: ~Copyable {
    /// Nil before the file is needed.
    var file: FileDescriptor?
    var written: UInt64 = 0
    var waiting: [UInt8] = []
    var failure: SpillFault?
  }

  private let content = Mutex(Content())
  private let folder: FilePath

  /// Bytes that wait to be written in one go.
  private static let bufferSize = 1 << 20

  /// A spill in the folder for temporary files, or in another one.
  public init(in folder: (any FileNaming)? = nil) {
    self.folder = folder?.filePath ?? Self.folder
  }

  /// Where temporary files that may be large go: TMPDIR, or else /var/tmp, which, unlike /tmp, is seldom memory.
  public static var folder: FilePath { .environment("TMPDIR") ?? "/var/tmp" }

  public var failure: SpillFault? { content.withLock { $0.failure } }

  public func fail(_ fault: SpillFault) {
    content.withLock { $0.failure = $0.failure ?? fault }
  }

  public func append(_ bytes: [UInt8]) -> UInt64 {
    content.withLock { content in
      let offset = content.written + UInt64(content.waiting.count)
      // After a failure nothing is read back, so nothing need be kept.
      guard content.failure == nil else { return offset }
      content.waiting += bytes
      do throws(SpillFault) {
        if content.waiting.count >= SpillFile.bufferSize { try content.flush(in: folder) }
      } catch {
        content.failure = error
        content.waiting = []
      }
      return offset
    }
  }

  public func bytes(at offset: UInt64, count: Int) -> [UInt8]? {
    content.withLock { content -> [UInt8]? in
      guard content.failure == nil else { return nil }
      do throws(SpillFault) {
        return try content.bytes(at: offset, count: count)
      } catch {
        content.failure = error
        return nil
      }
    }
  }
}

extension SpillFile.Content {
  /// Writes what waits.
  fileprivate mutating func flush(in folder: FilePath) throws(SpillFault) {
    if file == nil { file = try SpillFile.open(in: folder) }
    do throws(SystemFailure) {
      try file?.write(waiting, at: written)
    } catch {
      throw SpillFile.fault(error, "written", folder)
    }
    written += UInt64(waiting.count)
    waiting.removeAll(keepingCapacity: true)
  }

  /// What was added in one go lies in the file or waits, never half and half.
  fileprivate borrowing func bytes(at offset: UInt64, count: Int) throws(SpillFault) -> [UInt8] {
    if offset >= written {
      let start = offset - written
      guard start <= waiting.count, count <= waiting.count - Int(start) else { throw SpillFile.beyondEnd }
      return Array(waiting[Int(start)..<Int(start) + count])
    }
    guard UInt64(count) <= written - offset else { throw SpillFile.beyondEnd }
    do throws(SystemFailure) {
      guard let bytes = try file?.read(at: offset, upTo: count), bytes.count == count else {
        throw SystemFailure(ENODATA)
      }
      return bytes
    } catch {
      guard error.number != ENODATA else { throw SpillFile.beyondEnd }
      throw SpillFault("temporary space cannot be read (\(error.reason))")
    }
  }
}

extension SpillFile {
  fileprivate static let beyondEnd = SpillFault("temporary space ends before what was written to it")

  /// A file of mode 0600 that has no name any more.
  fileprivate static func open(in folder: FilePath) throws(SpillFault) -> FileDescriptor {
    let name = folder / "pledgebook-\(UInt64.random(in: .min ... .max))"
    do throws(SystemFailure) {
      let file = try FileDescriptor(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
      guard unsafe unlink(name.nulTerminated) == 0 else { throw SystemFailure() }
      return file
    } catch {
      throw fault(error, "made", folder)
    }
  }

  fileprivate static func fault(_ failure: SystemFailure, _ what: String, _ folder: FilePath) -> SpillFault {
    SpillFault(
      "temporary space in \(folder) cannot be \(what) (\(failure.reason))",
      isFull: failure.saysFull)
  }
}
