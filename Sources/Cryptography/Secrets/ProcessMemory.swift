internal import COpenSSL
internal import Glibc

/// The memory of this process, which holds a private key once one is open.
public enum ProcessMemory {
  /// From here to the end of the process no core dump is written, no other program of the same user reads the memory or
  /// traces the process, and OpenSSL's private keys are not written to swap.
  ///
  /// To be called before the first secret is read. It cannot fail: where the system grants a part of it only, the key is
  /// still needed. Root, and whoever traced the process before, see the memory all the same.
  public static func keepToItself() {
    _ = once
  }

  private static let once: Void = {
    // A program that this one starts begins anew with what prctl says, but inherits the limit.
    var limit = rlimit()
    if unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 {
      limit.rlim_cur = 0
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }
    _ = pledge_refuse_dumps()
    // Locked in memory, between two pages that nothing may touch. OpenSSL puts private keys there by itself.
    // OPENSSL_secure_malloc(3)
    CRYPTO_secure_malloc_init(byteCount, smallest)
  }()

  /// No more than what an unprivileged process may lock on the systems that allow least. Room for a thousand keys.
  private static let byteCount = 65_536
  private static let smallest = 32
}
