internal import CCurl

/// Sends requests by libcurl, several at once, and keeps connections for the next ones.
///
/// It is strict about what it does on its own: no proxy from the environment, no cookies, no `.netrc`, no schemes but
/// `http` and `https`, and never more bytes than asked for, whatever coding they come in.
@safe public final class HTTPClient {
  private let multi: UnsafeMutableRawPointer
  private let patience: HTTPPatience
  private let isStopped: @Sendable () -> Bool

  private static let agent = "pledgebook"
  private static let mostRedirects = 3
  /// How often transfers are looked at, to see whether they keep pace and whether somebody wants to stop.
  private static let look: Int32 = 100

  /// A client of this patience; `isStopped` is asked all the time, and once it says so, nothing is waited for any more.
  public init(
    _ patience: HTTPPatience = .download, isStopped: @escaping @Sendable () -> Bool = { false }
  ) throws(ServiceError) {
    guard OpenFiles.areLeft else { throw OpenFiles.noneLeft }
    guard pledge_curl_load() == 0, let multi = unsafe pledge_curl_multi_init() else {
      throw ServiceError(
        .libraryMissing, "\(PLEDGE_CURL_LIBRARY), which reading over HTTP needs, is not on this system",
        hint: "on Debian and Ubuntu: sudo apt-get install libcurl4")
    }
    unsafe self.multi = multi
    self.patience = patience
    self.isStopped = isStopped
  }

  deinit {
    unsafe pledge_curl_multi_cleanup(multi)
  }

  /// The answer to one request, with another patience than the client's if there is one.
  ///
  /// With a `sink` the file that was asked for is handed to that, piece by piece, and the answer has its beginning alone.
  public func exchange(
    _ call: HTTPCall, _ patience: HTTPPatience? = nil, into sink: (([UInt8]) -> Void)? = nil
  ) throws(ServiceError) -> HTTPReply {
    guard let result = exchange([call], patience, into: sink).first else { throw HTTPClient.failed() }
    return try result.get()
  }

  /// The answers to requests that are sent at the same time, in their order.
  public func exchange(
    _ calls: [HTTPCall], _ patience: HTTPPatience? = nil
  ) -> [Result<HTTPReply, ServiceError>] {
    exchange(calls, patience, into: nil)
  }

  private func exchange(
    _ calls: [HTTPCall], _ patience: HTTPPatience?, into sink: (([UInt8]) -> Void)?
  ) -> [Result<HTTPReply, ServiceError>] {
    let patience = patience ?? self.patience
    var transfers: [Transfer] = []
    var begun: [Result<Transfer, ServiceError>] = []
    for call in calls {
      do throws(ServiceError) {
        let transfer = try begin(call, patience)
        transfer.sink = sink
        transfers.append(transfer)
        begun.append(.success(transfer))
      } catch {
        begun.append(.failure(error))
      }
    }
    run(transfers, patience)
    return begun.map { begun in begun.flatMap { $0.reply() } }
  }

  private func begin(_ call: HTTPCall, _ patience: HTTPPatience) throws(ServiceError) -> Transfer {
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
    try transfer.number(CURLOPT_TIMEOUT_MS, patience.whole(upTo: call.limit).milliseconds)
    try transfer.fields("Accept-Encoding: identity")
    if let body = call.body { try transfer.post(body) }
    if call.isAnew { try transfer.fields("Cache-Control: no-cache") }
    return transfer
  }

  /// Runs the transfers to their ends; each ends by its own time limit at the latest.
  private func run(_ transfers: [Transfer], _ patience: HTTPPatience) {
    for transfer in transfers {
      if unsafe pledge_curl_multi_add(multi, transfer.easy) != CURLM_OK {
        transfer.result = CURLE_FAILED_INIT
      }
    }
    let began = ContinuousClock.now
    var running: Int32 = 1
    while running > 0, !isStopped() {
      guard unsafe pledge_curl_multi_perform(multi, &running) == CURLM_OK else { break }
      noteFinished(transfers)
      let took = ContinuousClock.now - began
      for transfer in transfers
      where transfer.result == nil && took > patience.waiting + HTTPPatience.pace(transfer.received) {
        end(transfer, CURLE_OPERATION_TIMEDOUT)
        running -= 1
      }
      if running > 0, unsafe pledge_curl_multi_wait(multi, HTTPClient.look) != CURLM_OK { break }
    }
    noteFinished(transfers)
    for transfer in transfers {
      end(transfer, isStopped() ? CURLE_ABORTED_BY_CALLBACK : CURLE_FAILED_INIT)
    }
  }

  private func noteFinished(_ transfers: [Transfer]) {
    var code = CURLE_OK
    while let finished = unsafe pledge_curl_multi_finished(multi, &code) {
      for transfer in transfers where unsafe transfer.easy == finished { transfer.result = code }
    }
  }

  /// Lets go of a transfer; one without an end has this one.
  private func end(_ transfer: Transfer, _ result: CURLcode) {
    transfer.result = transfer.result ?? result
    _ = unsafe pledge_curl_multi_remove(multi, transfer.easy)
  }

  static func failed() -> ServiceError {
    ServiceError(.unreachable, "the HTTP library could not begin a request", hint: "run the command again")
  }
}

extension Duration {
  fileprivate var milliseconds: Int {
    // libcurl takes 0 for no limit at all.
    max(1, Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000))
  }
}
