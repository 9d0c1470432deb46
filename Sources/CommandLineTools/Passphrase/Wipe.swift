internal import Glibc

/// Overwrites a secret in a way the optimiser may not leave out, then empties the array.
public func wipe(_ secret: inout [UInt8]) {
  unsafe secret.withUnsafeMutableBytes { buffer in
    if let base = buffer.baseAddress { unsafe explicit_bzero(base, buffer.count) }
  }
  secret = []
}
