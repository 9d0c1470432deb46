internal import Glibc

/// The number a system call left behind, taken before anything else can overwrite it.
public struct SystemFailure: Error, Equatable, Sendable {
  public let number: Int32

  public init(_ number: Int32) {
    self.number = number
  }

  /// Of the call just made.
  public init() {
    number = errno
  }

  /// Whether there was no room: on the disk, in this user's share of it, or in what this process may write to one file.
  public var saysFull: Bool { [ENOSPC, EDQUOT, EFBIG].contains(number) }

  /// The system's own words, in lower case like every message here.
  public var reason: String {
    var text = [CChar](repeating: 0, count: 256)
    let known = unsafe text.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return unsafe strerror_r(number, base, buffer.count) == 0
    }
    guard known else { return "error \(number)" }
    let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
