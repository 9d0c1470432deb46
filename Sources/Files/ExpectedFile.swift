internal import Glibc

/// Why what stands at a path is not the file that is expected there.
public enum FileFault: Error, Equatable, Sendable {
  case system(SystemFailure)
  /// Something else than a plain file, or a link to one.
  case kind(FileKind)
  /// It belongs to this user, who is a stranger here.
  case owner(UInt32)
  /// It is to be written in place, and goes by another name as well.
  case namedTwice
  /// It has more bytes than such a file can have.
  case tooLarge(UInt64)

  /// Nothing stands there.
  public var isMissing: Bool { self == .system(SystemFailure(ENOENT)) }

  /// What is wrong, in the middle of a sentence.
  public var reason: String {
    switch self {
    case .system(let failure): failure.reason
    case .kind(let kind): "it is \(kind.words) and not a plain file"
    case .owner(let user): "it belongs to user \(user), who is neither this user nor the owner of its folder"
    case .namedTwice: "it has a second name (a hard link)"
    case .tooLarge(let limit): "it has more than the \(limit) bytes that such a file can have"
    }
  }

  /// What to do about it, in the middle of a sentence.
  public var remedy: String {
    switch self {
    case .system(let failure):
      switch failure.number {
      case ENOSPC, EDQUOT, EFBIG: "free some space, or raise the limit on the size of files (ulimit -f)"
      case EACCES, EPERM, EROFS: "make the file one that this user can read and write"
      default: "find out what is wrong with the file and its disk"
      }
    case .kind(.link): "put the file that the link leads to in its place"
    case .kind(.folder): "move the folder away, and put back the file if there was one"
    case .kind, .tooLarge: "move it away, and put back the file if there was one"
    case .owner: "find out who put it there, and move it away"
    case .namedTwice: "remove the other name, or move it away and put back a copy"
    }
  }
}

// Opening a pipe waits for somebody at its other end, a device acts when it is opened, a link leads elsewhere, and a file
// of somebody else says what that one likes. So no path is opened for what is expected there before it is looked at, and
// what was opened is looked at again: it may have been exchanged in between.

extension FileDescriptor {
  /// Opens a file that the program keeps for itself: plain, at no link, and ours.
  ///
  /// Ours is what belongs to this user, to root, to the owner of its folder, who can put there whatever that one likes, or
  /// to the owner of the file that it belongs to. One that is written in place must have no second name.
  ///
  /// - Parameters:
  ///   - creating: makes an empty file with these permissions where there is none.
  ///   - companion: the file that it belongs to.
  public static func ours(
    _ path: FilePath, writing: Bool = false, creating mode: UInt32? = nil, with companion: FilePath? = nil,
    upTo limit: UInt64? = nil
  ) throws(FileFault) -> FileDescriptor {
    do throws(FileFault) {
      try look(at: path, followingLinks: false)
    } catch {
      guard mode != nil, error.isMissing else { throw error }
    }
    let flags = (writing || mode != nil ? O_RDWR : O_RDONLY) | (mode != nil ? O_CREAT : 0)
    let file = try opened(path, flags | O_NOFOLLOW, mode: mode ?? 0)
    let status = try checked(file, upTo: limit)
    guard isTrusted(status.owner, path, companion) else { throw .owner(status.owner) }
    if writing || mode != nil, status.nameCount > 1 { throw .namedTwice }
    return file
  }

  /// Opens for reading a plain file that the user names, be it at the end of a link and whose it may.
  public static func plain(_ path: FilePath, upTo limit: UInt64? = nil) throws(FileFault) -> FileDescriptor {
    try look(at: path, followingLinks: true)
    let file = try opened(path, O_RDONLY)
    _ = try checked(file, upTo: limit)
    return file
  }

  private static func look(at path: FilePath, followingLinks: Bool) throws(FileFault) {
    let kind: FileKind
    do throws(SystemFailure) {
      kind = try FileStatus(of: path, followingLinks: followingLinks).kind
    } catch {
      throw .system(error)
    }
    guard kind == .plain else { throw .kind(kind) }
  }

  /// Waits for nobody but a holder of a lease, whom the system gives a while to let go: fcntl(2), F_SETLEASE.
  private static func opened(_ path: FilePath, _ flags: Int32, mode: UInt32 = 0) throws(FileFault) -> FileDescriptor {
    // Opened both ways a pipe lets nobody wait, so there a lease may.
    let flags = flags & O_ACCMODE == O_RDWR ? flags : flags | O_NONBLOCK
    let end = ContinuousClock.now + .seconds(60)
    while true {
      do throws(SystemFailure) {
        return try FileDescriptor(path, flags, mode: mode)
      } catch {
        guard error.number == EWOULDBLOCK, ContinuousClock.now < end else {
          throw error.number == ELOOP && flags & O_NOFOLLOW != 0 ? .kind(.link) : .system(error)
        }
        usleep(10_000)
      }
    }
  }

  private static func checked(_ file: borrowing FileDescriptor, upTo limit: UInt64?) throws(FileFault) -> FileStatus {
    let status: FileStatus
    do throws(SystemFailure) {
      status = try FileStatus(of: file)
    } catch {
      throw .system(error)
    }
    guard status.kind == .plain else { throw .kind(status.kind) }
    if let limit, status.size > limit { throw .tooLarge(limit) }
    return status
  }
}

extension FilePath {
  /// Requires of a file that another library opens what `FileDescriptor.ours` requires, if there is one.
  public func requireOurs(with companion: FilePath? = nil) throws(FileFault) {
    let status: FileStatus
    do throws(SystemFailure) {
      status = try FileStatus(of: self, followingLinks: false)
    } catch {
      if error.number == ENOENT { return }
      throw .system(error)
    }
    guard status.kind == .plain else { throw .kind(status.kind) }
    guard isTrusted(status.owner, self, companion) else { throw .owner(status.owner) }
    guard status.nameCount == 1 else { throw .namedTwice }
  }
}

/// Whether what this user owns at a path is as good as our own.
private func isTrusted(_ owner: UInt32, _ path: FilePath, _ companion: FilePath?) -> Bool {
  if owner == geteuid() || owner == 0 { return true }
  for place in [path.folder, companion].compactMap({ $0 }) {
    // What cannot be looked at vouches for nobody.
    if let status = try? FileStatus(of: place, followingLinks: true), status.owner == owner { return true }
  }
  return false
}
