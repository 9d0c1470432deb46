/// A request to be sent.
public struct HTTPCall: Sendable {
  public let address: String
  /// What is posted; nil to get.
  public let body: [UInt8]?
  /// The most bytes that an answer's body may have, behind its content coding.
  public let limit: Int
  /// Whether the answer may be elsewhere, under the same scheme.
  public let followsRedirects: Bool
  /// Whether caches on the way are asked to ask again.
  public let isAnew: Bool

  /// Fetches a file, following up to three redirects that keep to the scheme.
  public static func get(_ address: String, limit: Int, anew: Bool = false) -> HTTPCall {
    HTTPCall(address: address, body: nil, limit: limit, followsRedirects: true, isAnew: anew)
  }

  /// Posts bytes; a redirect is an answer like any other and is not followed.
  public static func post(_ address: String, _ body: [UInt8], limit: Int) -> HTTPCall {
    HTTPCall(address: address, body: body, limit: limit, followsRedirects: false, isAnew: false)
  }
}

/// How long a client waits.
public struct HTTPPatience: Hashable, Sendable {
  /// For the connection.
  public var connecting: Duration
  /// For the whole of one answer.
  public var whole: Duration
  /// For an answer that has almost stopped coming: below 256 bytes a second.
  public var stalled: Duration

  public init(connecting: Duration, whole: Duration, stalled: Duration) {
    self.connecting = connecting
    self.whole = whole
    self.stalled = stalled
  }

  /// For files, of which the largest have some 90 MB.
  public static let download = HTTPPatience(connecting: .seconds(10), whole: .seconds(600), stalled: .seconds(20))

  /// For a question that is answered at once or not at all.
  public static func question(_ whole: Duration) -> HTTPPatience {
    HTTPPatience(connecting: whole, whole: whole, stalled: whole)
  }
}
