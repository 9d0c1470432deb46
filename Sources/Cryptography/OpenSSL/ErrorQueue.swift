internal import COpenSSL

/// OpenSSL's list of errors, one for each thread; whatever stays in it would be taken for the reason of a later failure.
enum ErrorQueue {
  /// Empties the list; true when it held a failure of the library itself, such as no memory, and not of the input.
  @discardableResult
  static func drain() -> Bool {
    var fatal = false
    while true {
      let code = ERR_get_error()
      guard code != 0 else { return fatal }
      if ERR_FATAL_ERROR(code) != 0 { fatal = true }
    }
  }

  /// Empties the list and blames the library if it is to blame, the input otherwise.
  @inline(never)
  static func blame(
    _ code: CryptographyError.Code, _ reason: @autoclosure () -> String
  ) -> CryptographyError {
    drain() ? CryptographyError(.libraryFailure, "OpenSSL failed by itself") : CryptographyError(code, reason())
  }

  /// Empties the list after a call that no input can make fail.
  @inline(never)
  static func libraryFailure(_ reason: String) -> CryptographyError {
    drain()
    return CryptographyError(.libraryFailure, reason)
  }
}
