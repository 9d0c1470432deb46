/// A request that is over, for whoever keeps a log or counts.
public struct HTTPExchange: Sendable {
  /// The address at the other end of the connection; behind a proxy it is the proxy's.
  public let client: String
  /// The method; nil where it did not come so far.
  public let method: String?
  /// The path as sent, with what others may have put into it; nil where it did not come so far.
  public let path: String?
  /// The route that answers such requests, as the server writes it; nil when none does.
  public let route: String?
  /// The status of the answer; nil when the connection ended before there was one.
  public let status: Int?
  /// The bytes of the answer's body; nil where the HTTP library answered by itself.
  public let size: Int?
  /// From the first line of the request, or from the connection where there was none, to the end.
  public let duration: Duration
}
