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
