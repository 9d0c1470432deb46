/// A connection, as the one thread of the daemon that serves it sees it.
final class ServedConnection {
  /// What the table knows it by.
  let id: UInt64
  let peer: PeerAddress
  let descriptor: Int32
  let began = ContinuousClock.now
  /// How many bytes were written to it when it last had nothing to do.
  var written: Int64

  init(_ id: UInt64, _ peer: PeerAddress, _ descriptor: Int32, written: Int64) {
    self.id = id
    self.peer = peer
    self.descriptor = descriptor
    self.written = written
  }
}

/// A request while it comes in.
///
/// One thread of the daemon at a time has it: the one that serves its connection.
final class IncomingRequest {
  /// What was asked for, from its first slash, with the query.
  let target: String
  private(set) var head: RequestHead?
  private(set) var admission: Router.Admission?
  private(set) var answer: (status: Int, size: Int)?
  let began = ContinuousClock.now
  private var body: [UInt8] = []
  /// A refused body up to this length is read to its end, or the client would not see why it was refused.
  private static let drained = 1 << 20

  init(_ target: String) {
    self.target = target
  }

  /// Takes the head and what it leads to.
  func take(_ head: RequestHead, _ admission: Router.Admission) {
    self.head = head
    self.admission = admission
  }

  /// The route that answers it.
  var route: Router.Route? {
    if case .route(let route)? = admission { route } else { nil }
  }

  /// Whether the answer goes out before the body has come.
  var isAnsweredUnread: Bool {
    route == nil && (head?.contentLength ?? 0) > Self.drained
  }

  /// Takes the next bytes of the body, where they are wanted; nil when they are more than may be, else how many it kept.
  func take(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard let route else { return 0 }
    guard bytes.count <= route.bodyLimit - body.count else { return nil }
    unsafe body.append(contentsOf: bytes)
    return bytes.count
  }

  /// The answer to what has come.
  func answer(by router: Router) -> HTTPAnswer {
    if case .refused(let answer)? = admission { return answer }
    guard let head else { return .text(400, "the request cannot be read") }
    return router.answer(HTTPRequest(head, body: body))
  }

  /// Notes what it was answered with.
  func note(_ answer: HTTPAnswer) {
    let isHead = head.map { $0.method.utf8.elementsEqual("HEAD".utf8) } ?? false
    self.answer = (answer.status, isHead ? 0 : answer.body.count)
  }
}
