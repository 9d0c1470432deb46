/// What comes before the body of a request: enough to refuse it without reading on.
public struct RequestHead: Hashable, Sendable {
  /// The method as sent, such as `POST`.
  public let method: String
  /// The path as sent, from its first slash and without a query; nothing in it is unescaped.
  public let path: String
  /// The media type as sent, or nil.
  public let contentType: String?
  /// The length that the body is said to have; nil when none is said.
  public let contentLength: Int?

  public init(_ method: String, _ path: String, contentType: String? = nil, contentLength: Int? = nil) {
    self.method = method
    self.path = path
    self.contentType = contentType
    self.contentLength = contentLength
  }
}

/// A whole request.
public struct HTTPRequest: Hashable, Sendable {
  public let head: RequestHead
  public let body: [UInt8]

  public init(_ head: RequestHead, body: [UInt8] = []) {
    self.head = head
    self.body = body
  }

  /// A request whose length is that of its body, as it comes over a socket.
  public init(_ method: String, _ path: String, contentType: String? = nil, body: [UInt8] = []) {
    let length = body.isEmpty && method != "POST" ? nil : body.count
    self.init(RequestHead(method, path, contentType: contentType, contentLength: length), body: body)
  }
}

/// What a request is answered with.
public struct HTTPAnswer: Hashable, Sendable {
  public var status: Int
  /// The media type of the body; nil when there is none.
  public var contentType: String?
  public var body: [UInt8]
  /// Further header fields, each with its value.
  public var fields: [String: String]

  public init(_ status: Int, contentType: String? = nil, body: [UInt8] = [], fields: [String: String] = [:]) {
    self.status = status
    self.contentType = contentType
    self.body = body
    self.fields = fields
  }

  /// An answer of one line of text, which says why.
  public static func text(_ status: Int, _ line: String, fields: [String: String] = [:]) -> HTTPAnswer {
    HTTPAnswer(status, contentType: "text/plain; charset=utf-8", body: Array("\(line)\n".utf8), fields: fields)
  }
}
