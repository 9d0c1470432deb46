public import CanonicalJSON
public import Cryptography

/// A text that stands in a statement as its digest. // Format §3
///
///     {"sha256": "<SHA-256 of the disclosure>"}
///
/// The words travel beside the envelope, in a `Disclosure`, and can go without touching a signature. Rules that ask
/// whether a text is there ask for this.
public struct Detached<Words: DetachedWords>: Sendable, Equatable {
  /// SHA-256 of the disclosure.
  public let digest: Digest

  public init(_ digest: Digest) {
    self.digest = digest
  }

  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let digest = members.required("sha256", Read.digest)
    members.finish()
    return digest.map { Self($0) }
  }

  var json: JSONValue { ["sha256": .string(digest.hex)] }
}

/// What a disclosure may hold: a text, a text map, or an object of them.
public protocol DetachedWords: Sendable {
  /// The words in a disclosure, or nil where it holds something else.
  init?(disclosed node: JSONNode)
  /// The words as a disclosure holds them.
  var disclosedJSON: JSONValue { get }
}

extension DetachedWords {
  /// What a reader finds in a disclosure, or nil where anything is wrong with it: a part of somebody's words is not what
  /// they said.
  fileprivate static func whole(_ node: JSONNode, _ read: (JSONView, FaultLog) -> Self?) -> Self? {
    let log = FaultLog()
    let words = read(node.view, log)
    return log.faults.isEmpty ? words : nil
  }
}

/// What a reader has of a detached text.
public enum Disclosed<Words: DetachedWords>: Sendable {
  case here(Words)
  /// An entry of the ledger removed the words.
  case removed(TextRemoval)
  /// Whoever handed the ledger over did not hand over the words.
  case notHere

  /// The words, where they are here.
  public var words: Words? {
    if case .here(let words) = self { words } else { nil }
  }
}

extension String: DetachedWords {
  public init?(disclosed node: JSONNode) {
    guard let text = node.string else { return nil }
    self = text
  }

  public var disclosedJSON: JSONValue { .string(self) }
}

extension TextMap: DetachedWords {
  public init?(disclosed node: JSONNode) {
    guard let map = Self.whole(node, Read.textOrMap()) else { return nil }
    self = map
  }

  public var disclosedJSON: JSONValue { textOrMapJSON }
}

extension EvidenceItem {
  /// The text, if it is an absolute URI as words of evidence and of links have them. // RFC 3986 §4.3
  public static func address(_ text: String) -> String? { Read.isAbsoluteURI(text) ? text : nil }

  /// What an evidence item is called and where it is published. // Format §10
  public struct Words: DetachedWords {
    public var title: String
    public var uri: String?
    /// A copy in an archive.
    public var archiveURI: String?

    public init(title: String, uri: String? = nil, archiveURI: String? = nil) {
      self.title = title
      self.uri = uri
      self.archiveURI = archiveURI
    }

    public init?(disclosed node: JSONNode) {
      guard let words = Self.whole(node, Self.read) else { return nil }
      self = words
    }

    static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
      guard var members = Members(node, log) else { return nil }
      let archiveURI = members.optional("archiveUri", Read.uri)
      let title = members.required("title", Read.text(500))
      let uri = members.optional("uri", Read.uri)
      members.finish()
      return title.map { Self(title: $0, uri: uri, archiveURI: archiveURI) }
    }

    public var disclosedJSON: JSONValue {
      var members = [JSONMember(name: "title", value: .string(title))]
      members.append("uri", uri.map { .string($0) })
      members.append("archiveUri", archiveURI.map { .string($0) })
      return .object(members)
    }
  }
}

extension Attestation.Affirmation: DetachedWords {
  public init?(disclosed node: JSONNode) {
    guard let words = Self.whole(node, Self.read) else { return nil }
    self = words
  }

  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let authority = members.optional("authority", Read.text(500))
    let office = members.required("office", Read.text(500))
    let text = members.required("text", Read.textOrMap(2_000))
    members.finish()
    guard let text, let office else { return nil }
    return Self(text: text, office: office, authority: authority)
  }

  public var disclosedJSON: JSONValue {
    var members = [
      JSONMember(name: "text", value: text.textOrMapJSON),
      JSONMember(name: "office", value: .string(office)),
    ]
    members.append("authority", authority.map { .string($0) })
    return .object(members)
  }
}

extension Review {
  /// What a reviewer says of itself, and of what it found. // Format §3
  public struct Words: DetachedWords {
    public var independence: String
    public var paidBy: String
    public var text: TextMap?

    public init(independence: String, paidBy: String, text: TextMap? = nil) {
      self.independence = independence
      self.paidBy = paidBy
      self.text = text
    }

    public init?(disclosed node: JSONNode) {
      guard let words = Self.whole(node, Self.read) else { return nil }
      self = words
    }

    static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
      guard var members = Members(node, log) else { return nil }
      let independence = members.required("independence", Read.text(2_000))
      let paidBy = members.required("paidBy", Read.text(500))
      let text = members.optional("text", Read.textOrMap())
      members.finish()
      guard let independence, let paidBy else { return nil }
      return Self(independence: independence, paidBy: paidBy, text: text)
    }

    public var disclosedJSON: JSONValue {
      var members = [
        JSONMember(name: "independence", value: .string(independence)),
        JSONMember(name: "paidBy", value: .string(paidBy)),
      ]
      members.append("text", text.map(\.textOrMapJSON))
      return .object(members)
    }
  }
}
