internal import Cryptography

/// A form that somebody filled in, as it comes back: what stands in each place, before anybody asks what it means.
public struct FormSheet: Sendable {
  /// What a form calls itself.
  public static let format = "form/1"
  /// No form that a person fills in has more bytes.
  public static let maximumByteCount = 4 << 20

  /// Whom and what the form was made for.
  public internal(set) var head: Head?
  var cells: [Cell] = []
  /// What is wrong with the form of the file.
  public internal(set) var faults = Register.Faults()

  public struct Head: Sendable {
    public let signatory: PartyID
    public let period: PeriodID
    public let accord: Attestation.AccordReference
  }

  /// Where something stands: a line of CSV and what it asks for, or the way to it in JSON.
  public struct Place: Sendable {
    let line: Int?
    let name: String
  }

  /// A place for an answer.
  struct Cell: Sendable {
    let place: Place
    /// Nil for what is about the report as a whole.
    let commitment: CommitmentID?
    let item: FormItem
    /// Empty where there is no answer.
    let text: String
  }

  /// The form in these bytes, with every fault of its form: JSON when they begin with a brace, CSV otherwise.
  public init(_ bytes: [UInt8]) {
    if let form = SavedOtherwise(bytes) {
      faults.add(form)
      return
    }
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == UInt8(ascii: "{") { readJSON(bytes) } else { readCSV(bytes) }
    if head == nil, faults.isEmpty { faults.add(nil, nil, Self.headless) }
  }

  static let headless = "nothing says which form this is: the line form is missing; ask for the form again"

  /// Notes something about an answer.
  mutating func fault(_ place: Place, _ reason: String) { faults.add(place, reason) }
}

extension Register.Faults {
  /// Notes something at a place of a form.
  public mutating func add(_ place: FormSheet.Place, _ reason: String) {
    add(place.line.map(Register.Place.line), place.name, reason)
  }
}

extension FormSheet.Head {
  /// What a form says of itself in one line.
  init?(_ text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0].isExactly(FormSheet.format), let signatory = PartyID(parts[1]),
      let period = PeriodID(parts[2]), let accord = PlainID(parts[3]), let version = AccordVersion(parts[4]),
      let sha256 = Digest(hex: parts[5])
    else { return nil }
    self.init(
      signatory: signatory, period: period,
      accord: Attestation.AccordReference(id: accord, version: version, sha256: sha256))
  }
}
