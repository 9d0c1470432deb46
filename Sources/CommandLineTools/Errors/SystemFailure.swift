internal import Files
internal import Glibc

extension SystemFailure {
  /// The reader at the other end is gone.
  var isClosedPipe: Bool { number == EPIPE }

  /// The error a reader of a file sees.
  func reading(_ path: FilePath) -> CommandError {
    reading("\(path)", shellWord: path.shellWord)
  }

  /// The error a reader of `place` sees, which a shell calls by another name.
  func reading(_ place: String, shellWord: String? = nil) -> CommandError {
    switch number {
    case ENOENT, ENOTDIR: .io("not-found", "cannot read \(place): \(reason)", hint: "check the name")
    case EACCES, EPERM:
      .io("permission", "cannot read \(place): \(reason)", hint: shellWord.map { "check who may read it: ls -l \($0)" })
    case EMFILE, ENFILE:
      .io("files", "cannot read \(place): \(reason)", hint: "raise the limit of open files (ulimit -n)")
    default: .io("read", "cannot read \(place): \(reason)", hint: "check that it is a file that can be read")
    }
  }

  /// The error a writer of `place` sees.
  func writing(_ place: String) -> CommandError {
    switch number {
    case ENOSPC, EDQUOT:
      .io("full", "cannot write \(place): \(reason)", hint: "free some space and run the command again")
    case EFBIG:
      .io("full", "cannot write \(place): \(reason)", hint: "raise the limit on the size of files (ulimit -f)")
    case EMFILE, ENFILE:
      .io("files", "cannot write \(place): \(reason)", hint: "raise the limit of open files (ulimit -n)")
    case ENOENT, ENOTDIR: .io("not-found", "cannot write \(place): \(reason)", hint: "make the folder first")
    case EACCES, EPERM, EROFS:
      .io("permission", "cannot write \(place): \(reason)", hint: "choose a place that this user may write to")
    default: .io("write", "cannot write \(place): \(reason)", hint: "choose another place")
    }
  }
}
