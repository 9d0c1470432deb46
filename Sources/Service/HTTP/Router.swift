/// Finds who answers a request, and refuses what nobody does.
///
/// The same checks run whether a request comes over a socket or from a test in memory, each cheaper than the next and
/// none with an effect before the last: path, method, media type, length, and then the route's own answer.
public struct Router: Sendable {
  /// Which paths a route answers.
  public enum Place: Hashable, Sendable {
    /// This path and no other.
    case exactly(String)
    /// Every path that begins so.
    case below(String)

    /// The place as people write it.
    var name: String {
      switch self {
      case .exactly(let place): place
      case .below(let prefix): "\(prefix)*"
      }
    }

    func matches(_ path: String) -> Bool {
      switch self {
      case .exactly(let place): place.utf8.elementsEqual(path.utf8)
      case .below(let prefix): path.utf8.starts(with: prefix.utf8)
      }
    }
  }

  /// One kind of request, and its answer.
  public struct Route: Sendable {
    let method: String
    let place: Place
    let contentType: String?
    let bodyLimit: Int
    let answer: @Sendable (HTTPRequest) -> HTTPAnswer

    /// What it is called where requests are counted.
    var name: String { place.name }

    /// A question without a body; `HEAD` is answered like `GET`.
    public static func get(_ place: Place, _ answer: @escaping @Sendable (HTTPRequest) -> HTTPAnswer) -> Route {
      Route(method: "GET", place: place, contentType: nil, bodyLimit: 0, answer: answer)
    }

    /// A body of at most so many bytes and, where one is named, of this media type.
    public static func post(
      _ place: Place, contentType: String? = nil, limit: Int, _ answer: @escaping @Sendable (HTTPRequest) -> HTTPAnswer
    ) -> Route {
      Route(method: "POST", place: place, contentType: contentType, bodyLimit: limit, answer: answer)
    }
  }

  /// What a head leads to.
  enum Admission: Sendable {
    case route(Route)
    case refused(HTTPAnswer)
  }

  private let routes: [Route]

  public init(_ routes: [Route]) {
    self.routes = routes
  }

  /// Judges a request by its head alone.
  func admission(of head: RequestHead) -> Admission {
    let here = routes.filter { $0.place.matches(head.path) }
    guard !here.isEmpty else { return .refused(.text(404, "there is nothing at this path")) }
    let method = head.method == "HEAD" ? "GET" : head.method
    guard let route = here.first(where: { $0.method == method }) else {
      let allowed = Set(here.map(\.method)).sorted().joined(separator: ", ")
      return .refused(.text(405, "this path takes \(allowed)", fields: ["Allow": allowed]))
    }
    if let wanted = route.contentType, head.contentType != wanted {
      return .refused(.text(415, "the body has to be \(wanted)"))
    }
    // A length said before is what lets a body be refused unread; chunked bodies say none.
    guard route.method != "POST" || head.contentLength != nil else {
      return .refused(.text(411, "a Content-Length is needed"))
    }
    guard head.contentLength ?? 0 <= route.bodyLimit else {
      return .refused(.text(413, "a body of at most \(route.bodyLimit) bytes is taken here"))
    }
    return .route(route)
  }

  /// Answers a whole request.
  public func answer(_ request: HTTPRequest) -> HTTPAnswer {
    switch admission(of: request.head) {
    case .refused(let answer): return answer
    case .route(let route):
      guard request.body.count <= route.bodyLimit else {
        return .text(413, "a body of at most \(route.bodyLimit) bytes is taken here")
      }
      return route.answer(request)
    }
  }
}
