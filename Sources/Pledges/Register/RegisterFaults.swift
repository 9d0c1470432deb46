extension Register {
  /// Where something stands in a register: a line of CSV, or an element of the list in JSON.
  public enum Place: Hashable, Sendable, CustomStringConvertible {
    case line(Int)
    case signatory(Int)

    public var description: String {
      switch self {
      case .line(let number): "line \(number)"
      case .signatory(let number): "signatory \(number)"
      }
    }

    /// For putting what is said of a file in the order of the file.
    var number: Int {
      switch self {
      case .line(let number), .signatory(let number): number
      }
    }

    /// A member of a join as the file names it: a column of CSV, or the way to it in JSON.
    func name(of member: Member) -> String {
      switch self {
      case .line: member.column
      case .signatory: member.path
      }
    }
  }

  /// A part of an entry, with its two names.
  public struct Member: Sendable {
    let column: String
    let path: String

    public static let publicKeys = Member(column: "public_key", path: "publicKeys")
    public static let identified = Member(column: "identified", path: "identified")
    static let threshold = Member(column: "threshold", path: "threshold")
    static let subscribed = Member(column: "subscribed", path: "subscribed")

    static let id = Member(column: "id", path: "id")
    static let kind = Member(column: "kind", path: "kind")
    static let country = Member(column: "country", path: "country")
    static let traits = Member(column: "traits", path: "traits")
    static let effective = Member(column: "effective", path: "effective")
    static let joinedVia = Member(column: "joined_via", path: "joinedVia")
    static let asOf = Member(column: "as_of", path: "source/asOf")
    static func name(_ language: String) -> Member {
      Member(column: "name_\(language)", path: "name/\(language)")
    }

    /// The part that a refusal of the whole join is about, as far as its code tells.
    public init?(refusedWith code: String) {
      switch code.split(separator: ".").last.map({ ExactText(String($0)) }) {
      case "threshold": self = .threshold
      case "identification": self = .identified
      case "key-in-use", "ended-key", "waiting-key", "too-many-keys": self = .publicKeys
      default: return nil
      }
    }

    private init(column: String, path: String) {
      (self.column, self.path) = (column, path)
    }
  }

  /// Something to be said of a register, with its place.
  public struct Remark: Sendable {
    public let place: Place?
    public let text: String
  }

  /// What is wrong with a register, each with the line and column, or the element and member, that it is in.
  public struct Faults: Error, Sendable {
    /// The first of them, in the order in which they were found.
    public private(set) var list: [Remark] = []
    /// How many more there are.
    public private(set) var unlistedCount = 0
    /// How to save the file instead, where its form is what is wrong.
    public private(set) var hint: String?

    /// Nobody mends more in one go, and a file of nothing but faults shall not fill the memory.
    static let maximumListed = 1_000

    public var isEmpty: Bool { list.isEmpty }

    /// In words, in the order of the file.
    public var faults: [String] {
      let sorted = list.indices.sorted {
        (list[$0].place?.number ?? 0, $0) < (list[$1].place?.number ?? 0, $1)
      }
      return sorted.map { list[$0].text } + (unlistedCount > 0 ? ["and \(unlistedCount) more"] : [])
    }

    /// Notes something; `name` is the column or member that it is about.
    mutating func add(_ place: Place?, _ name: String?, _ reason: String) {
      guard list.count < Self.maximumListed else {
        unlistedCount += 1
        return
      }
      let lead = [place?.description, name].compactMap { $0 }.joined(separator: ", ")
      list.append(Remark(place: place, text: lead.isEmpty ? reason : "\(lead): \(reason)"))
    }

    mutating func add(_ place: Place, _ member: Member, _ reason: String) {
      add(place, place.name(of: member), reason)
    }

    /// Notes something about a line, and the part of it that it is about where that can be told.
    public mutating func note(_ place: Place?, _ member: Member?, _ reason: String) {
      add(place, member.flatMap { place?.name(of: $0) }, reason)
    }

    mutating func add(_ form: SavedOtherwise, at place: Place? = nil) {
      add(place, nil, form.reason)
      hint = hint ?? form.hint
    }

    /// Adds a hint on how to save the file, where none was given.
    mutating func suggest(_ form: SavedOtherwise) {
      hint = hint ?? form.hint
    }
  }
}
