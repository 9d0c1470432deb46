internal import ForeignText
internal import Glibc

/// The number a system call left behind, taken before anything else can overwrite it.
struct SystemFailure: Error, Equatable {
  let number: Int32

  init(_ number: Int32 = errno) {
    self.number = number
  }

  /// The system's own words, in lower case like every message here.
  var reason: String {
    var text = [CChar](repeating: 0, count: 256)
    let known = unsafe text.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return unsafe strerror_r(number, base, buffer.count) == 0
    }
    guard known else { return "error \(number)" }
    let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  /// The reader at the other end is gone.
  var isClosedPipe: Bool { number == EPIPE }

  /// The error a reader of `place` sees.
  func reading(_ place: String) -> CommandError {
    switch number {
    case ENOENT, ENOTDIR: .io("not-found", "cannot read \(place): \(reason)", hint: "check the name")
    case EACCES, EPERM:
      .io(
        "permission", "cannot read \(place): \(reason)", hint: "check who may read it: ls -l \(ShellText.quoted(place))"
      )
    default: .io("read", "cannot read \(place): \(reason)", hint: "check that it is a file that can be read")
    }
  }

  /// The error a writer of `place` sees.
  func writing(_ place: String) -> CommandError {
    switch number {
    case ENOSPC, EDQUOT:
      .io("full", "cannot write \(place): \(reason)", hint: "free some space and run the command again")
    case ENOENT, ENOTDIR: .io("not-found", "cannot write \(place): \(reason)", hint: "make the folder first")
    case EACCES, EPERM, EROFS:
      .io("permission", "cannot write \(place): \(reason)", hint: "choose a place that this user may write to")
    default: .io("write", "cannot write \(place): \(reason)", hint: "choose another place")
    }
  }
}
