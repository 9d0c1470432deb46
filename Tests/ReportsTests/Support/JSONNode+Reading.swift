import CanonicalJSON
import Reports
import Testing

extension SignatoryReport {
  /// The report as a program reads it.
  var document: JSONNode {
    get throws { try JSONDocument(json().canonicalBytes()).root }
  }

  /// What JSON says of a cell beside its status.
  func detail(_ commitment: String) throws -> JSONNode {
    let details = try #require(document.member("details"))
    return try #require(details.elements.first { $0.member("commitment")?.string == commitment })
  }
}

extension JSONNode {
  /// The canonical JSON of what stands at a path of names; of a list, of its first element.
  func canonical(_ path: [String]) -> String? {
    var node = self
    for name in path {
      if node.kind == .array, let first = node.elements.first(where: { _ in true }) { node = first }
      guard let member = node.member(name) else { return nil }
      node = member
    }
    return String(decoding: node.canonicalBytes(), as: UTF8.self)
  }
}

extension String {
  /// On one line, whatever lines a form breaks it into, and with links to entries as the words that they are.
  var flat: String {
    replacing(/<a href="#e\d+">([^<]*)<\/a>/) { $0.1 }.replacing(/<time datetime="[^"]*">([^<]*)<\/time>/) { $0.1 }
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
