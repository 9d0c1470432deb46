public import Cryptography

/// A list of members, read from a CSV or JSON file: who joined according to which public source, or who joins with keys.
///
/// Every line becomes a `signatory.join`.
public struct Register: Sendable {
  /// What was read, faulty lines included.
  public internal(set) var entries: [Entry] = []
  /// What is wrong with the form of the file.
  public internal(set) var faults = Faults()
  /// What its lines rest on.
  public let basis: Join.Basis

  /// The most bytes of a file, of one in JSON, and the most signatories: one batch of entries, and no more memory than
  /// it takes. A longer list is imported in parts.
  public static let maximumByteCount = 8 << 20
  static let maximumJSONByteCount = 4 << 20
  public static let maximumCount = 10_000
  /// The same of signatories with keys, each of which gets a file of its own.
  static let maximumCountWithKeys = 1_000
  var maximumCount: Int { basis == .signed ? Self.maximumCountWithKeys : Self.maximumCount }

  /// A line of the file, or an element of its list, as far as it could be read.
  public struct Entry: Sendable {
    public let place: Place
    public internal(set) var id: PartyID?
    public internal(set) var name: TextMap?
    public internal(set) var kind: PlainID?
    public internal(set) var country: String?
    public internal(set) var traits: [PlainID] = []
    public internal(set) var effective: Instant?
    public internal(set) var joinedVia: String?
    public internal(set) var source: Join.Source?
    public internal(set) var subscribed: [CommitmentID]?
    /// The files with its public keys.
    public internal(set) var publicKeys: [String] = []
    public internal(set) var threshold: Int?
    /// How somebody made sure whose the keys are, as it stands in the file.
    public internal(set) var identified: String?

    /// The statement that it becomes; nil for what lacks a part that must be there.
    public var join: Join? {
      guard let id, let name, let kind, let effective, let source else { return nil }
      return Join(
        signatory: id, name: name, kind: kind, country: country, traits: traits, effective: effective,
        joinedVia: joinedVia, basis: .publicSource, source: source)
    }

    /// The same with keys, which were read from the files that it names.
    public func join(with keys: [PublicKey], _ identifications: [KeyIdentification]) -> Join? {
      guard let id, let name, let kind, let effective, !keys.isEmpty else { return nil }
      return Join(
        signatory: id, name: name, kind: kind, country: country, traits: traits, effective: effective,
        joinedVia: joinedVia, subscribed: subscribed, keys: keys, basis: .signed, threshold: threshold,
        identifications: identifications)
    }
  }

  /// What its lines become.
  public var joins: [Join] { entries.compactMap(\.join) }

  /// The register in these bytes, with every fault that it has: JSON when they begin with a bracket or a brace, CSV
  /// otherwise.
  public init(_ bytes: [UInt8], on basis: Join.Basis = .publicSource) {
    self.basis = basis
    if let form = SavedOtherwise(bytes) {
      faults.add(form)
      return
    }
    // What editors put in front of UTF-8 says nothing.
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") { readJSON(bytes) } else { readCSV(bytes) }
    findTwins()
  }

  /// The register in these bytes, where nothing is wrong with it.
  public static func read(_ bytes: [UInt8]) throws(Faults) -> Register {
    let register = Register(bytes)
    guard register.faults.isEmpty else { throw register.faults }
    return register
  }

  /// Notes ids that stand twice.
  private mutating func findTwins() {
    var first: [PartyID: Place] = [:]
    for entry in entries {
      guard let id = entry.id else { continue }
      if let earlier = first[id] {
        faults.add(entry.place, "id", "\(id) stands in \(earlier) already")
      } else {
        first[id] = entry.place
      }
    }
  }

  /// Takes another entry in, or says that there are too many.
  mutating func add(_ entry: Entry) -> Bool {
    guard entries.count < maximumCount else {
      faults.add(
        entry.place, nil, "is more than \(maximumCount) signatories; take the list in parts, each a file of its own")
      return false
    }
    entries.append(entry)
    return true
  }
}
