internal import CMicrohttpd
internal import Glibc
internal import Synchronization

/// What the threads of a server share: who answers, the connections, and who is told.
final class HTTPService: Sendable {
  let router: Router
  let table: ConnectionTable
  private let counts: ExchangeCounts
  private let observe: (@Sendable (HTTPExchange) -> Void)?
  /// Answers that the library is about to give by itself, by the thread that it said so on.
  private let refusals = Mutex<[pthread_t: [Refusal]]>([:])

  private struct Refusal {
    let status: Int
    let time: ContinuousClock.Instant
  }

  init(
    _ router: Router, limits: HTTPServer.Limits, counts: ExchangeCounts, observe: (@Sendable (HTTPExchange) -> Void)?
  ) {
    self.router = router
    table = ConnectionTable(limits)
    self.counts = counts
    self.observe = observe
  }

  // MARK: Connections

  /// A connection has come.
  @safe func open(_ connection: OpaquePointer) -> ServedConnection {
    let peer = unsafe PeerAddress(pledge_mhd_peer(connection))
    let descriptor = unsafe pledge_mhd_descriptor(connection)
    let id = update { book, now in book.open(peer, descriptor, at: now) }
    return ServedConnection(id, peer, descriptor, written: pledge_mhd_written(descriptor))
  }

  /// A connection is gone.
  func close(_ connection: ServedConnection) {
    let isOver = update { book, _ in (book.close(connection.id) == nil, []) }
    // One byte more may be the end of the connection; any more is an answer, and it was none of ours.
    guard !isOver, pledge_mhd_written(connection.descriptor) > connection.written + 1, let status = refusal() else {
      return
    }
    tell(
      HTTPExchange(
        client: connection.peer.text, method: nil, path: nil, route: nil, status: status, size: nil,
        duration: .now - connection.began))
  }

  /// Ends what has had its time.
  func endOverdue() {
    update { book, now in ((), book.overdue(at: now)) }
  }

  // MARK: Requests

  /// The first line of a request has come.
  func begin(_ target: String, on connection: ServedConnection) -> IncomingRequest {
    update { book, _ in (book.begin(connection.id, target), []) }
    return IncomingRequest(target)
  }

  /// The head has come, judged. False when the connection was ended meanwhile.
  func take(
    _ head: RequestHead, _ admission: Router.Admission, for request: IncomingRequest, on connection: ServedConnection
  ) -> Bool {
    request.take(head, admission)
    let (path, route) = (request.target, request.route?.name)
    return update { book, now in (book.head(connection.id, head.method, path, route: route, at: now), []) }
  }

  /// More of the body has come. False when it is more than may be, or has to give way.
  func take(_ bytes: UnsafeRawBufferPointer, for request: IncomingRequest, on connection: ServedConnection) -> Bool {
    guard let kept = unsafe request.take(bytes) else { return false }
    if kept > 0 { update { book, _ in ((), book.hold(connection.id, kept)) } }
    return true
  }

  /// Sends the answer to a request.
  @safe func answer(
    _ request: IncomingRequest, on connection: ServedConnection, _ handle: OpaquePointer
  ) -> MHD_Result {
    guard update({ book, now in (book.answer(connection.id, at: now), []) }) else { return .NO }
    let answer = request.answer(by: router)
    request.note(answer)
    return unsafe send(answer, handle)
  }

  private func send(_ answer: HTTPAnswer, _ handle: OpaquePointer) -> MHD_Result {
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
    return unsafe pledge_mhd_answer(handle, UInt32(clamping: answer.status), response)
  }

  /// A request is over; `status` is that of the answer as the library has it, if there is one.
  func finish(_ request: IncomingRequest, on connection: ServedConnection, status: Int?) {
    connection.written = pledge_mhd_written(connection.descriptor)
    let isOpen = update { book, now in (book.rest(connection.id, at: now), []) }
    let isOurs = request.answer.map { $0.status == status } ?? false
    if status != nil, !isOurs { _ = refusal() }
    // Whoever was ended was told of then.
    guard isOpen else { return }
    tell(
      HTTPExchange(
        client: connection.peer.text, method: request.head?.method, path: request.target, route: request.route?.name,
        status: status, size: isOurs ? request.answer?.size : nil, duration: .now - request.began))
  }

  // MARK: Who is told

  /// The library is about to give this answer by itself, on this thread.
  func noteRefusal(_ status: Int) {
    let refusal = Refusal(status: status, time: .now)
    refusals.withLock { $0[pthread_self(), default: []].append(refusal) }
  }

  /// The first such answer that was not told of yet. It is given at once, so an old one was never seen by anybody.
  private func refusal() -> Int? {
    let now = ContinuousClock.now
    return refusals.withLock { refusals in
      let left = refusals[pthread_self(), default: []].drop { now - $0.time > .seconds(2) }
      refusals[pthread_self()] = Array(left.dropFirst())
      return left.first?.status
    }
  }

  /// Runs something on the book of connections, and tells of those that it ends.
  @discardableResult
  private func update<Result: Sendable>(
    _ body: (inout ConnectionBook, ContinuousClock.Instant) -> (Result, [ConnectionBook.Ending])
  ) -> Result {
    let (result, endings, count) = table.update(body)
    counts.connections(count)
    for ending in endings {
      guard let status = ending.status else { continue }
      let entry = ending.entry
      tell(
        HTTPExchange(
          client: entry.peer.text, method: entry.request?.method, path: entry.request?.path,
          route: entry.request?.route, status: status, size: 0, duration: .now - entry.since))
    }
    return result
  }

  private func tell(_ exchange: HTTPExchange) {
    counts.add(exchange)
    observe?(exchange)
  }
}
