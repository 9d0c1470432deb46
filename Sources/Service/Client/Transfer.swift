internal import CCurl

/// One request under way, and what has come of its answer.
///
/// Owned by one call of `HTTPClient.exchange`, which keeps it alive until libcurl has let go of it.
@safe final class Transfer {
  let easy: UnsafeMutableRawPointer
  /// How it ended; nil until then.
  var result: CURLcode?
  /// The most bytes that the file may have.
  let limit: Int
  /// Where the bytes of the file go, if they are not to be kept here; its beginning is kept all the same.
  var sink: (([UInt8]) -> Void)?
  private var body: [UInt8] = []
  /// Bytes of the file, behind its coding.
  private var taken = 0
  /// Bytes as they came, compressed or not.
  private(set) var received = 0
  private var kind: Kind?
  private var refusal: ServiceError?
  private var fields: UnsafeMutablePointer<curl_slist>?
  /// Where libcurl writes what went wrong.
  private let words: UnsafeMutablePointer<CChar>

  /// What is done with the bytes of an answer, which its head decides.
  private enum Kind {
    case file
    case compressed(Inflation)
    /// An answer that is not the file: its beginning says why.
    case refusal
  }

  /// So much of an answer that is not the file is read, so that the connection can be kept.
  private static let readOfRefusal = 65_536

  init(limit: Int) throws(ServiceError) {
    guard let easy = unsafe pledge_curl_easy_init() else { throw HTTPClient.failed() }
    unsafe self.easy = easy
    self.limit = limit
    unsafe fields = nil
    unsafe words = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    guard
      unsafe pledge_curl_set_receiver(easy, receiveAnswer, Unmanaged.passUnretained(self).toOpaque()) == CURLE_OK,
      unsafe pledge_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, words) == CURLE_OK
    else { throw HTTPClient.failed() }
  }

  deinit {
    unsafe pledge_curl_easy_cleanup(easy)
    if unsafe fields != nil { unsafe pledge_curl_list_free(fields) }
    unsafe words.deallocate()
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

  /// Compressed, what can hardly be compressed is a little longer, and a gzip file may bear a name.
  private static func mostReceived(_ limit: Int) -> Int { limit + limit / 8 + 1_024 }

  // MARK: The answer

  /// Takes the next bytes; false ends the transfer.
  fileprivate func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    received += bytes.count
    do throws(ServiceError) {
      switch unsafe try kindOfAnswer(beginningWith: bytes) {
      case .file:
        // A length that was not said, or is not kept to, is found out here.
        let room = limit - taken
        unsafe put(Array(bytes.prefix(room)))
        guard bytes.count <= room else { throw tooLarge }
      case .compressed(let inflation):
        guard unsafe try inflation.take(bytes, limit: limit - taken, put), received <= Transfer.mostReceived(limit)
        else { throw tooLarge }
      case .refusal:
        unsafe body.append(contentsOf: bytes.prefix(max(0, ServerWords.lookedAt - body.count)))
        return received <= Transfer.readOfRefusal
      }
      return true
    } catch {
      refusal = error
      return false
    }
  }

  private func put(_ bytes: [UInt8]) {
    taken += bytes.count
    guard let sink else {
      body += bytes
      return
    }
    body += bytes.prefix(max(0, ServerWords.lookedAt - body.count))
    sink(bytes)
  }

  private func kindOfAnswer(beginningWith bytes: UnsafeRawBufferPointer) throws(ServiceError) -> Kind {
    if let kind { return kind }
    // A page may be as long as it likes: it is no file that is too large.
    let isPage = unsafe ServerWords.isPage(Array(bytes.prefix(ServerWords.lookedAt)))
    let found = isFile && !isPage ? try kindOfFile() : .refusal
    kind = found
    return found
  }

  private func kindOfFile() throws(ServiceError) -> Kind {
    guard unsafe pledge_curl_length(easy) <= Int64(Transfer.mostReceived(limit)) else { throw tooLarge }
    return try ContentCoding(codings).inflation().map { .compressed($0) } ?? .file
  }

  private var codings: [String] {
    var codings: [String] = []
    var count = 1
    while codings.count < count,
      let value = unsafe pledge_curl_header(easy, "Content-Encoding", codings.count, &count)
    {
      codings.append(unsafe String(cString: value))
    }
    return codings
  }

  /// Whether the head of the answer promises the file.
  private var isFile: Bool { status == 200 && !HTTPReply.isPage(contentType: contentType) }

  var status: Int { unsafe pledge_curl_status(easy) }
  private var contentType: String? {
    unsafe pledge_curl_content_type(easy).map { unsafe String(cString: $0) }
  }

  /// Where the last redirect that was followed led to, made harmless.
  var place: String? {
    guard unsafe pledge_curl_redirect_count(easy) > 0, let place = unsafe pledge_curl_place(easy) else { return nil }
    return ServerWords.line(unsafe String(cString: place))
  }

  private var redirection: String? {
    unsafe pledge_curl_redirection(easy).flatMap { ServerWords.line(unsafe String(cString: $0)) }
  }

  /// The answer, or why there is none.
  func reply() -> Result<HTTPReply, ServiceError> {
    do throws(ServiceError) {
      guard let result else { throw HTTPClient.failed() }
      switch result {
      case CURLE_OK: try end()
      // Enough of an answer that is not the file is as good as all of it.
      case CURLE_WRITE_ERROR: if let refusal { throw refusal }
      default: throw failure(result)
      }
    } catch {
      return .failure(error)
    }
    return .success(
      HTTPReply(status: status, contentType: contentType, body: body, place: place, redirection: redirection))
  }

  /// Holds a file that was compressed to its end.
  private func end() throws(ServiceError) {
    guard isFile else { return }
    // Where nothing came at all, nothing was asked yet what it is.
    let kind = if let kind { kind } else { try kindOfFile() }
    if case .compressed(let inflation) = kind { try inflation.end() }
  }

  var tooLarge: ServiceError {
    ServiceError(.tooLarge, "the answer has more than \(limit) bytes")
  }

  /// What libcurl says of its own accord, made harmless, since it quotes what a server sent.
  func words(for result: CURLcode) -> String {
    var text = unsafe String(cString: words)
    if text.isEmpty, let general = unsafe pledge_curl_easy_strerror(result) { text = unsafe String(cString: general) }
    let line = ServerWords.line(text) ?? "no reason given"
    // What begins with capitals, as SSL does, is written so.
    guard line.dropFirst().first?.isUppercase != true else { return line }
    return line.prefix(1).lowercased() + line.dropFirst()
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
