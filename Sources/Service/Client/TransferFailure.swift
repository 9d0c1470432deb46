internal import CCurl

extension Transfer {
  /// Failures of TLS: of the other side's certificate, of what is agreed on, of what this machine trusts.
  private static let insecure: Set<UInt32> = Set(
    [
      CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED,
    ].map(\.rawValue))
  /// `CURLE_TOO_LARGE`, which libcurl has since 8.6; before, it calls a head that is too long out of memory.
  private static let tooLong: Set<UInt32> = [CURLE_OUT_OF_MEMORY.rawValue, 100]

  private static let astray = "check the address in a browser, or ask whoever keeps the server"

  /// Why there is no answer, in words that fit what happened.
  func failure(_ result: CURLcode) -> ServiceError {
    switch result {
    case CURLE_OPERATION_TIMEDOUT:
      return ServiceError(
        .timeout, "there was no whole answer in time" + (received > 0 ? ", only its first \(received) bytes" : ""))
    case CURLE_ABORTED_BY_CALLBACK:
      return ServiceError(.stopped, "a signal asked to stop before there was a whole answer", hint: "run it again")
    case CURLE_FAILED_INIT:
      return OpenFiles.areLeft ? HTTPClient.failed() : OpenFiles.noneLeft
    case CURLE_COULDNT_CONNECT:
      guard OpenFiles.areLeft else { return OpenFiles.noneLeft }
      return ServiceError(.unreachable, "nobody answers there: \(words(for: result))")
    case CURLE_COULDNT_RESOLVE_HOST:
      guard OpenFiles.areLeft else { return OpenFiles.noneLeft }
      return ServiceError(
        .unreachable, "the name of the server is not known: \(words(for: result))",
        hint: "check how the name is written, and whether this machine is on the net")
    case CURLE_TOO_MANY_REDIRECTS:
      return ServiceError(
        .redirect, "the answer leads elsewhere again and again, in the end to \(place ?? "an address")",
        hint: "check the address in a browser: does this net want a sign-in, or does it go round in circles?")
    case CURLE_UNSUPPORTED_PROTOCOL:
      guard let place else {
        return ServiceError(
          .malformed, "what answers there is no web server: its answer does not begin as HTTP does",
          hint: "check the address and the port")
      }
      return ServiceError(.redirect, "the answer leads to \(place), under another scheme, and is not followed there")
    case CURLE_LOGIN_DENIED:
      return ServiceError(
        .redirect, "the answer leads to an address with a user name, and is not followed there", hint: Transfer.astray)
    case CURLE_URL_MALFORMAT:
      return status >= 300
        ? ServiceError(.redirect, "the answer leads to what is no address", hint: Transfer.astray)
        : ServiceError(.address, "the address cannot be asked: \(words(for: result))")
    case CURLE_GOT_NOTHING: return ServiceError(.malformed, "the server ends the connection without an answer")
    case CURLE_PARTIAL_FILE:
      return ServiceError(.malformed, "the answer ends before its end: \(words(for: result))")
    case CURLE_RECV_ERROR where words(for: result).contains("chunked"):
      // Of a trailer that is none libcurl says that it is out of memory.
      return ServiceError(
        .malformed, "the answer is broken: the pieces that it comes in (chunked) are not as they must be")
    default:
      if Transfer.insecure.contains(result.rawValue) {
        return ServiceError(.insecure, "the secured connection failed: \(words(for: result))")
      }
      if Transfer.tooLong.contains(result.rawValue) {
        return ServiceError(.malformed, "the head of the answer is longer than any that is taken")
      }
      return ServiceError(.malformed, "the answer is broken: \(words(for: result))")
    }
  }
}
