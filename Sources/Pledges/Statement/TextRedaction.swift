internal import CanonicalJSON
public import Cryptography

/// `text.redact`: words that stand in an earlier entry as digests go by law; every fact stays. // Format §3
public struct TextRedaction: Sendable {
  public var entry: EntryIndex
  /// In ascending order.
  public var texts: [Digest]
  public var legalBasis: LegalBasis

  /// Why the words have to go, and where the request or decision is filed; it names no person.
  public struct LegalBasis: Sendable, Equatable {
    public var basis: Basis
    public var reference: String

    public enum Basis: String, Sendable, CaseIterable {
      case erasureRequest = "erasure-request"
      case courtOrder = "court-order"
      case copyright, other
    }

    public init(basis: Basis, reference: String) {
      self.basis = basis
      self.reference = reference
    }

    public static func == (left: Self, right: Self) -> Bool {
      left.basis == right.basis && left.reference.utf8.elementsEqual(right.reference.utf8)
    }
  }

  /// A removal of these texts, in any order.
  public init(entry: EntryIndex, texts: [Digest], legalBasis: LegalBasis) {
    self.entry = entry
    self.texts = texts.sorted()
    self.legalBasis = legalBasis
  }
}

extension TextRedaction {
  static func read(_ members: inout Members, _ log: FaultLog) -> TextRedaction? {
    let entry = members.required("entry", Read.entryIndex)
    let legalBasis = members.required("legalBasis", LegalBasis.read)
    let texts = members.required("texts", readList(1...Statement.maximumTexts, Read.digest))
    guard let entry, let texts, let legalBasis else { return nil }
    if !zip(texts, texts.dropFirst()).allSatisfy({ $0 < $1 }) {
      log.fault(at: .member("texts"), reason: "must be in ascending order, none twice")
    }
    return TextRedaction(entry: entry, texts: texts, legalBasis: legalBasis)
  }

  var members: [JSONMember] {
    [
      JSONMember(name: "entry", value: .integer(Int64(clamping: entry.rawValue))),
      JSONMember(name: "texts", value: .array(texts.map { .string($0.hex) })),
      JSONMember(
        name: "legalBasis",
        value: ["basis": .string(legalBasis.basis.rawValue), "reference": .string(legalBasis.reference)]),
    ]
  }
}

extension TextRedaction.LegalBasis {
  static func read(_ node: JSONView, _ log: FaultLog) -> Self? {
    guard var members = Members(node, log) else { return nil }
    let basis: Basis? = members.required("basis", Read.choice)
    let reference = members.required("reference", Read.text(500))
    members.finish()
    guard let basis, let reference else { return nil }
    return Self(basis: basis, reference: reference)
  }
}
