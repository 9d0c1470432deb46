internal import CMicrohttpd

/// What the threads of a server share: who answers, and the limits. Nothing in it changes.
final class HTTPService: Sendable {
  let router: Router
  let limits: HTTPServer.Limits
  private let observe: (@Sendable (RequestHead, Int) -> Void)?

  init(_ router: Router, limits: HTTPServer.Limits, observe: (@Sendable (RequestHead, Int) -> Void)?) {
    self.router = router
    self.limits = limits
    self.observe = observe
  }

  /// Sends an answer.
  @safe func send(_ answer: HTTPAnswer, to head: RequestHead, on connection: OpaquePointer) -> MHD_Result {
    let response = unsafe answer.body.withUnsafeBytes { bytes in
      unsafe pledge_mhd_response(bytes.baseAddress, bytes.count)
    }
    guard let response = unsafe response else { return .NO }
    defer { unsafe pledge_mhd_release(response) }
    var fields = answer.fields
    if let type = answer.contentType { fields["Content-Type"] = type }
    fields["X-Content-Type-Options"] = "nosniff"
    if fields["Cache-Control"] == nil { fields["Cache-Control"] = "no-store" }
    for (name, value) in fields {
      guard unsafe pledge_mhd_add_header(response, name, value) == .YES else { return .NO }
    }
    let result = unsafe pledge_mhd_answer(connection, UInt32(clamping: answer.status), response)
    observe?(head, answer.status)
    return result
  }
}

/// A request while it comes in.
///
/// One thread of the daemon at a time has it: the one that serves its connection.
final class IncomingRequest {
  let head: RequestHead
  let admission: Router.Admission
  private(set) var body: [UInt8] = []
  private let began = ContinuousClock.now
  /// A refused body up to this length is read to its end, or the client would not see why it was refused.
  private static let drained = 1 << 20

  init(_ head: RequestHead, _ admission: Router.Admission) {
    self.head = head
    self.admission = admission
  }

  /// Whether the answer goes out before the body has come.
  var isAnsweredUnread: Bool {
    if case .route = admission { return false }
    return (head.contentLength ?? 0) > Self.drained
  }

  /// Takes the next bytes of the body; false ends the connection.
  func take(_ bytes: UnsafeRawBufferPointer, within seconds: Int) -> Bool {
    guard ContinuousClock.now - began < .seconds(seconds) else { return false }
    guard case .route(let route) = admission else { return true }
    guard bytes.count <= route.bodyLimit - body.count else { return false }
    unsafe body.append(contentsOf: bytes)
    return true
  }

  /// The answer to what has come.
  func answer(by router: Router) -> HTTPAnswer {
    if case .refused(let answer) = admission { return answer }
    return router.answer(HTTPRequest(head, body: body))
  }
}

/// Called by libmicrohttpd: once with the head, then with each piece of the body, then once more.
@c func serveRequest(
  _ state: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ url: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ bytes: UnsafePointer<CChar>?,
  _ count: UnsafeMutablePointer<Int>?, _ exchange: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let state = unsafe state, let connection = unsafe connection, let exchange = unsafe exchange,
    let count = unsafe count
  else { return .NO }
  let service = unsafe Unmanaged<HTTPService>.fromOpaque(state).takeUnretainedValue()
  guard let known = unsafe exchange.pointee else {
    guard let url = unsafe url, let method = unsafe method, let version = unsafe version else { return .NO }
    let request = unsafe incoming(
      connection, method: String(cString: method), path: String(cString: url), version: String(cString: version),
      service.router)
    unsafe exchange.pointee = Unmanaged.passRetained(request).toOpaque()
    guard request.isAnsweredUnread else { return .YES }
    return service.send(request.answer(by: service.router), to: request.head, on: connection)
  }
  let request = unsafe Unmanaged<IncomingRequest>.fromOpaque(known).takeUnretainedValue()
  if unsafe count.pointee > 0 {
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: count.pointee)
    guard unsafe request.take(piece, within: service.limits.requestSeconds) else { return .NO }
    unsafe count.pointee = 0
    return .YES
  }
  return service.send(request.answer(by: service.router), to: request.head, on: connection)
}

/// Called by libmicrohttpd when a request is over, however it ended.
@c func finishRequest(
  _ state: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ exchange: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ reason: MHD_RequestTerminationCode
) {
  guard let exchange = unsafe exchange, let known = unsafe exchange.pointee else { return }
  unsafe exchange.pointee = nil
  unsafe Unmanaged<IncomingRequest>.fromOpaque(known).release()
}

/// The head of a request, judged; framing that two readers could understand in two ways is refused.
private func incoming(
  _ connection: OpaquePointer, method: String, path: String, version: String, _ router: Router
) -> IncomingRequest {
  let type = unsafe pledge_mhd_header(connection, "Content-Type").map { unsafe String(cString: $0) }
  let length = unsafe pledge_mhd_header(connection, "Content-Length").map { unsafe String(cString: $0) }
  let number = length.flatMap { text in text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil }
  let head = RequestHead(method, path, contentType: type, contentLength: number)
  let hosts = unsafe pledge_mhd_header_count(connection, "Host")
  guard hosts == 1 || (hosts == 0 && version == "HTTP/1.0") else {
    return IncomingRequest(head, .refused(.text(400, "a request names its host once")))
  }
  guard unsafe pledge_mhd_header_count(connection, "Content-Length") <= 1, length == nil || number != nil else {
    return IncomingRequest(head, .refused(.text(400, "the length is not one decimal number")))
  }
  guard unsafe pledge_mhd_header_count(connection, "Transfer-Encoding") == 0 else {
    return IncomingRequest(head, .refused(.text(411, "a Content-Length is needed, and no transfer coding is taken")))
  }
  return IncomingRequest(head, router.admission(of: head))
}
