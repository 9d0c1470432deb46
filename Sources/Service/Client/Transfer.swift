internal import CCurl

/// One request under way, and what has come of its answer.
///
/// Owned by one call of `HTTPClient.exchange`, which keeps it alive until libcurl has let go of it.
@safe final class Transfer {
  let easy: UnsafeMutableRawPointer
  /// How it ended; nil until then.
  var result: CURLcode?
  private var body: [UInt8] = []
  private let limit: Int
  private var isTooLarge = false
  private var fields: UnsafeMutablePointer<curl_slist>?

  init(limit: Int) throws(ServiceError) {
    guard let easy = unsafe pledge_curl_easy_init() else { throw HTTPClient.failed() }
    unsafe self.easy = easy
    self.limit = limit
    unsafe fields = nil
    guard unsafe pledge_curl_set_receiver(easy, receiveAnswer, Unmanaged.passUnretained(self).toOpaque()) == CURLE_OK
    else { throw HTTPClient.failed() }
  }

  deinit {
    unsafe pledge_curl_easy_cleanup(easy)
    if unsafe fields != nil { unsafe pledge_curl_list_free(fields) }
  }

  // MARK: Settings

  func number(_ option: CURLoption, _ value: Int) throws(ServiceError) {
    guard unsafe pledge_curl_set_number(easy, option, value) == CURLE_OK else { throw HTTPClient.failed() }
  }

  func large(_ option: CURLoption, _ value: Int) throws(ServiceError) {
    guard unsafe pledge_curl_set_large(easy, option, Int64(value)) == CURLE_OK else { throw HTTPClient.failed() }
  }

  func text(_ option: CURLoption, _ value: String) throws(ServiceError) {
    guard unsafe pledge_curl_set_text(easy, option, value) == CURLE_OK else { throw HTTPClient.failed() }
  }

  /// Makes it a POST; libcurl copies the bytes.
  func post(_ bytes: [UInt8]) throws(ServiceError) {
    try number(CURLOPT_POST, 1)
    try large(CURLOPT_POSTFIELDSIZE_LARGE, bytes.count)
    let code = unsafe bytes.withUnsafeBytes { bytes in
      unsafe pledge_curl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress)
    }
    guard code == CURLE_OK else { throw HTTPClient.failed() }
    // Without the second, a large body would wait for a go-ahead that small servers never send.
    try fields("Content-Type: text/plain; charset=utf-8", "Expect:")
  }

  /// Adds header fields.
  func fields(_ lines: String...) throws(ServiceError) {
    for line in lines {
      guard let list = unsafe pledge_curl_list_append(fields, line) else { throw HTTPClient.failed() }
      unsafe fields = list
    }
    guard unsafe pledge_curl_set_pointer(easy, CURLOPT_HTTPHEADER, fields) == CURLE_OK else {
      throw HTTPClient.failed()
    }
  }

  // MARK: The answer

  /// Takes the next bytes; false ends the transfer.
  fileprivate func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    // A length that was not said, or is not kept to, is found out here.
    guard bytes.count <= limit - body.count else {
      isTooLarge = true
      return false
    }
    unsafe body.append(contentsOf: bytes)
    return true
  }

  /// The answer, or why there is none.
  func reply() -> Result<HTTPReply, ServiceError> {
    switch result {
    case CURLE_OK?:
      let type = unsafe pledge_curl_content_type(easy).map { unsafe String(cString: $0) }
      return .success(HTTPReply(status: unsafe pledge_curl_status(easy), contentType: type, body: body))
    case nil: return .failure(HTTPClient.failed())
    case CURLE_FILESIZE_EXCEEDED?: return .failure(tooLarge)
    case CURLE_WRITE_ERROR? where isTooLarge: return .failure(tooLarge)
    case CURLE_OPERATION_TIMEDOUT?:
      return .failure(ServiceError(.timeout, "there was no whole answer in time", hint: "try again later"))
    case CURLE_PEER_FAILED_VERIFICATION?, CURLE_SSL_CONNECT_ERROR?, CURLE_SSL_CACERT_BADFILE?, CURLE_SSL_CERTPROBLEM?:
      return .failure(ServiceError(.insecure, "the secured connection failed: \(words)"))
    case CURLE_UNSUPPORTED_PROTOCOL?:
      return .failure(ServiceError(.malformed, "the answer leads to another scheme than the address has"))
    case CURLE_COULDNT_CONNECT?, CURLE_COULDNT_RESOLVE_HOST?:
      return .failure(ServiceError(.unreachable, "nobody answers there: \(words)", hint: "check the address"))
    default: return .failure(ServiceError(.malformed, "the answer is broken: \(words)"))
    }
  }

  private var tooLarge: ServiceError {
    ServiceError(.tooLarge, "the answer has more than \(limit) bytes")
  }

  private var words: String {
    guard let result, let text = unsafe pledge_curl_easy_strerror(result) else { return "unknown" }
    return unsafe String(cString: text).lowercased()
  }
}

/// Called by libcurl with each piece of an answer; taking another count than it got ends the transfer.
@c func receiveAnswer(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ state: UnsafeMutableRawPointer?
) -> Int {
  guard let state = unsafe state, let bytes = unsafe bytes else { return 0 }
  let transfer = unsafe Unmanaged<Transfer>.fromOpaque(state).takeUnretainedValue()
  // libcurl says that a size is always 1.
  let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
  return unsafe transfer.receive(piece) ? size * count : 0
}
