/// Where something is found on the web: `http` or `https`, a host and a path, and nothing else.
///
/// No user name, which would end up in messages, and no query or fragment, since paths are added behind it.
public struct WebAddress: Hashable, Sendable {
  /// The address as written, without a slash at its end.
  public let text: String
  /// Whether the connection is secured.
  public let isSecure: Bool

  /// The address written as this text.
  public init(_ text: String) throws(ServiceError) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 2_048, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw WebAddress.refusal(text, "it has a space or another character that addresses do not have")
    }
    let scheme = text.prefix { $0 != ":" }.lowercased()
    guard scheme == "http" || scheme == "https", text.dropFirst(scheme.count).hasPrefix("://") else {
      throw WebAddress.refusal(text, "it begins neither with https:// nor with http://")
    }
    let rest = text.dropFirst(scheme.count + 3)
    let host = rest.prefix { $0 != "/" }
    guard !host.isEmpty, !host.hasPrefix(":") else { throw WebAddress.refusal(text, "it names no host") }
    guard !rest.contains(where: { "?#@\\".contains($0) }) else {
      throw WebAddress.refusal(text, "it has a query, a fragment or a user name")
    }
    var path = rest.dropFirst(host.count)
    while path.hasSuffix("/") { path.removeLast() }
    self.text = "\(scheme)://\(host)\(path)"
    isSecure = scheme == "https"
  }

  /// Whether a text that a user gave is meant as an address and not as a folder.
  public static func isMeant(by text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return false }
    return text[..<colon].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
  }

  /// The address of a path below this one.
  public func below(_ path: String) -> String { "\(text)/\(path)" }

  private static func refusal(_ text: String, _ reason: String) -> ServiceError {
    ServiceError(.address, "\(text) is not a supported address: \(reason)", hint: "write https://HOST/PATH")
  }
}

extension WebAddress: CustomStringConvertible {
  public var description: String { text }
}
