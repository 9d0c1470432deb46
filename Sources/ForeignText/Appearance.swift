/// What a reader sees of a text: two texts of one appearance cannot be told apart, or hardly. // UTS #39 §4
///
/// Letters that look alike are one, whatever their script; what is invisible is left out, and any blanks are one space.
/// Equal by canonical equivalence, which is meant here: a composed letter looks like a decomposed one.
public struct Appearance: Hashable, Sendable {
  private let skeleton: String

  /// The appearance of a text as it stands.
  public init(_ text: String) {
    let prototypes = Confusables.prototypes
    var skeleton = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.lazy.map(\.inUsualWidth) where !scalar.isInvisible {
      if scalar.isBlank || scalar.value == 0x2800 {
        if let last = skeleton.last, last != " " { skeleton.append(" ") }
      } else if let prototype = prototypes[scalar] {
        skeleton.append(contentsOf: prototype)
      } else {
        skeleton.append(scalar)
      }
    }
    if skeleton.last == " " { skeleton.removeLast() }
    self.skeleton = String(skeleton)
  }

  /// The appearances by which a text is taken for another: as it stands, and in small letters.
  public static func all(of text: String) -> [Appearance] {
    let asIs = Appearance(text)
    let small = Appearance(text.lowercased())
    return asIs == small ? [asIs] : [asIs, small]
  }

  /// Whether nothing of the text is seen.
  public var isEmpty: Bool { skeleton.isEmpty }
}

extension Unicode.Scalar {
  /// A letter, digit or mark of full width as ASCII has it; the table of look-alikes knows few of them.
  fileprivate var inUsualWidth: Unicode.Scalar {
    (0xFF01...0xFF5E).contains(value) ? Unicode.Scalar(value - 0xFEE0) ?? self : self
  }
}

/// The table of characters that look like others, read at its first use.
private enum Confusables {
  static let prototypes: [Unicode.Scalar: [Unicode.Scalar]] = {
    var prototypes: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    prototypes.reserveCapacity(8_192)
    var number: UInt32 = 0
    var source: UInt32 = 0
    var prototype: [Unicode.Scalar] = []
    for byte in ConfusableTable.groups.description.utf8 {
      switch byte {
      case UInt8(ascii: "+"), UInt8(ascii: ":"):
        if let scalar = Unicode.Scalar(number) { prototype.append(scalar) }
        source = 0
        number = 0
      case UInt8(ascii: ","), UInt8(ascii: ";"):
        source &+= number
        number = 0
        if let scalar = Unicode.Scalar(source) { prototypes[scalar] = prototype }
        if byte == UInt8(ascii: ";") { prototype = [] }
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt32(byte - UInt8(ascii: "0"))
      default: number = number << 4 | UInt32(byte &- UInt8(ascii: "A") &+ 10)
      }
    }
    return prototypes
  }()
}
