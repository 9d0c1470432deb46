internal import CCurl

/// Sends requests by libcurl, several at once, and keeps connections for the next ones.
///
/// It is strict about what it does on its own: no proxy from the environment, no cookies, no `.netrc`, no schemes but
/// `http` and `https`, and never more bytes than asked for, whatever coding they come in.
@safe public final class HTTPClient {
  private let multi: UnsafeMutableRawPointer
  private let patience: HTTPPatience

  private static let agent = "pledgebook"
  private static let mostRedirects = 3
  /// Below this rate an answer counts as stalled.
  private static let stalledRate = 256

  public init(_ patience: HTTPPatience = .download) throws(ServiceError) {
    guard pledge_curl_load() == 0, let multi = unsafe pledge_curl_multi_init() else {
      throw ServiceError(
        .libraryMissing, "\(PLEDGE_CURL_LIBRARY), which reading over HTTP needs, is not on this system",
        hint: "on Debian and Ubuntu: sudo apt-get install libcurl4")
    }
    unsafe self.multi = multi
    self.patience = patience
  }

  deinit {
    unsafe pledge_curl_multi_cleanup(multi)
  }

  /// The answer to one request.
  public func exchange(_ call: HTTPCall) throws(ServiceError) -> HTTPReply {
    guard let result = exchange([call]).first else { throw HTTPClient.failed() }
    return try result.get()
  }

  /// The answers to requests that are sent at the same time, in their order.
  public func exchange(_ calls: [HTTPCall]) -> [Result<HTTPReply, ServiceError>] {
    var transfers: [Transfer] = []
    var begun: [Result<Transfer, ServiceError>] = []
    for call in calls {
      do throws(ServiceError) {
        let transfer = try begin(call)
        transfers.append(transfer)
        begun.append(.success(transfer))
      } catch {
        begun.append(.failure(error))
      }
    }
    run(transfers)
    return begun.map { begun in begun.flatMap { $0.reply() } }
  }

  private func begin(_ call: HTTPCall) throws(ServiceError) -> Transfer {
    let transfer = try Transfer(limit: call.limit)
    try transfer.number(CURLOPT_NOSIGNAL, 1)
    try transfer.text(CURLOPT_URL, call.address)
    let scheme = call.address.lowercased().hasPrefix("https:") ? "https" : "http"
    try transfer.text(CURLOPT_PROTOCOLS_STR, scheme)
    try transfer.text(CURLOPT_REDIR_PROTOCOLS_STR, scheme)
    try transfer.number(CURLOPT_FOLLOWLOCATION, call.followsRedirects ? 1 : 0)
    try transfer.number(CURLOPT_MAXREDIRS, HTTPClient.mostRedirects)
    // An empty name turns off the proxies that environment variables name.
    try transfer.text(CURLOPT_PROXY, "")
    try transfer.number(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    try transfer.text(CURLOPT_USERAGENT, HTTPClient.agent)
    try transfer.number(CURLOPT_CONNECTTIMEOUT_MS, patience.connecting.milliseconds)
    try transfer.number(CURLOPT_TIMEOUT_MS, patience.whole.milliseconds)
    try transfer.number(CURLOPT_LOW_SPEED_LIMIT, HTTPClient.stalledRate)
    try transfer.number(CURLOPT_LOW_SPEED_TIME, max(1, patience.stalled.milliseconds / 1_000))
    try transfer.fields("Accept-Encoding: identity")
    if let body = call.body { try transfer.post(body) }
    if call.isAnew { try transfer.fields("Cache-Control: no-cache") }
    return transfer
  }

  /// Runs the transfers to their ends; each ends by its own time limit at the latest.
  private func run(_ transfers: [Transfer]) {
    for transfer in transfers {
      if unsafe pledge_curl_multi_add(multi, transfer.easy) != CURLM_OK {
        transfer.result = CURLE_FAILED_INIT
      }
    }
    var running: Int32 = 1
    while running > 0 {
      guard unsafe pledge_curl_multi_perform(multi, &running) == CURLM_OK else { break }
      if running > 0, unsafe pledge_curl_multi_wait(multi, 1_000) != CURLM_OK { break }
    }
    var code = CURLE_OK
    while let finished = unsafe pledge_curl_multi_finished(multi, &code) {
      for transfer in transfers where unsafe transfer.easy == finished { transfer.result = code }
    }
    for transfer in transfers {
      _ = unsafe pledge_curl_multi_remove(multi, transfer.easy)
    }
  }

  static func failed() -> ServiceError {
    ServiceError(.unreachable, "the HTTP library could not begin a request", hint: "run the command again")
  }
}

extension Duration {
  fileprivate var milliseconds: Int {
    Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
