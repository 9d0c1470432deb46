internal import Glibc

/// A temporary file without a name: memory that lies on a disk.
///
/// It is unlinked as soon as it is open, so nobody else can open it by a path, and it is gone when the process ends,
/// however it ends. Only whoever wrote it reads it.
public struct NamelessFile: ~Copyable {
  private let file: FileDescriptor
  private let folder: FilePath
  /// How many bytes were written.
  public private(set) var count = 0

  /// A file of mode 0600 in the folder for temporary files, or in another one.
  public init(in folder: FilePath = NamelessFile.folder) throws(NamelessFileFailure) {
    do throws(SystemFailure) {
      file = try NamelessFile.open(in: folder)
    } catch {
      throw NamelessFileFailure("temporary space in \(folder) cannot be made (\(error.reason))")
    }
    self.folder = folder
  }

  private static func open(in folder: FilePath) throws(SystemFailure) -> FileDescriptor {
    let name = folder / "pledgebook-\(UInt64.random(in: .min ... .max))"
    let file = try FileDescriptor(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    guard unsafe unlink(name.nulTerminated) == 0 else { throw SystemFailure() }
    return file
  }

  /// Where temporary files that may be large go: TMPDIR, or else /var/tmp, which, unlike /tmp, is seldom memory.
  public static var folder: FilePath { .environment("TMPDIR") ?? "/var/tmp" }

  /// Adds bytes at the end.
  public mutating func append(_ bytes: [UInt8]) throws(NamelessFileFailure) {
    do throws(SystemFailure) {
      try file.write(bytes, at: UInt64(count))
    } catch {
      throw NamelessFileFailure("temporary space in \(folder) cannot be written (\(error.reason))")
    }
    count += bytes.count
  }

  /// Bytes that were written: all that are asked for, or none.
  public borrowing func bytes(_ range: Range<Int>) throws(NamelessFileFailure) -> [UInt8] {
    guard range.lowerBound >= 0, range.upperBound <= count else { throw NamelessFile.cutShort }
    guard !range.isEmpty else { return [] }
    let bytes: [UInt8]
    do throws(SystemFailure) {
      bytes = try file.read(at: UInt64(range.lowerBound), upTo: range.count)
    } catch {
      throw NamelessFileFailure("temporary space in \(folder) cannot be read (\(error.reason))")
    }
    guard bytes.count == range.count else { throw NamelessFile.cutShort }
    return bytes
  }

  private static let cutShort = NamelessFileFailure("temporary space ends before what was written to it")
}

/// Why temporary space could not be had, or does not give back what was put into it.
public struct NamelessFileFailure: Error, Sendable {
  public let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
