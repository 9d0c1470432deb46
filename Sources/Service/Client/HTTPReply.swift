/// What came back.
public struct HTTPReply: Hashable, Sendable {
  public let status: Int
  /// The media type as sent, or nil.
  public let contentType: String?
  /// The body as it is behind its content coding. Of an answer other than 200, and of a page, only the beginning.
  public let body: [UInt8]
  /// Where redirects led to that were followed, made harmless; nil when there were none.
  public let place: String?
  /// Where it leads to when it is a redirect that was not followed, made harmless.
  public let redirection: String?

  public init(
    status: Int, contentType: String?, body: [UInt8], place: String? = nil, redirection: String? = nil
  ) {
    self.status = status
    self.contentType = contentType
    self.body = body
    self.place = place
    self.redirection = redirection
  }

  /// Whether it is a page of HTML, as sign-in and error pages are that come with status 200; no file of ours is one.
  public var isPage: Bool {
    HTTPReply.isPage(contentType: contentType) || ServerWords.isPage(body)
  }

  static func isPage(contentType: String?) -> Bool {
    let type = contentType?.prefix { $0 != ";" }.lowercased() ?? ""
    return ["text/html", "application/xhtml+xml"].contains { type.hasPrefix($0) }
  }

  /// Why it is not the file that was asked for, with what the server said.
  public var refusal: ServiceError {
    let page = status == 200 && isPage ? " with a page of HTML" : ""
    let place = place.map { ", from \($0)" } ?? ""
    let leads = redirection.map { ", which leads to \($0)" } ?? ""
    let said = ServerWords.line(body).map { " and says “\($0)”" } ?? ""
    return ServiceError(
      .otherAnswer, "the server answers \(status)\(page)\(place)\(leads)\(said)", hint: hint)
  }

  private var hint: String {
    switch status {
    case 200: "open the address in a browser: does this net want a sign-in, or is it a page in place of the file?"
    case 300..<400 where redirection != nil: "give the address that it leads to, if that is the one you want"
    case 401, 403, 407, 451, 511:
      "check the address; the files have to be given to everybody, so ask whoever keeps the server or this net"
    case 429, 500..<600: "try again later, or ask whoever keeps the server"
    default: "check the address, and ask whoever keeps the server: a file is answered with 200"
    }
  }
}
