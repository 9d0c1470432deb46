/// A form of the plural, by the names of CLDR.
public enum PluralForm: String, CaseIterable, Sendable {
  case zero, one, two, few, many, other
}

/// Which whole number takes which form: the cardinal rules of CLDR for whole numbers.
///
/// The rule of French has a form more for whole millions, which no count of a report reaches.
public enum PluralRule: CaseIterable, Sendable {
  case english, french, arabic

  public func form(of count: Int) -> PluralForm {
    let number = count.magnitude
    switch self {
    case .english: return number == 1 ? .one : .other
    case .french: return number <= 1 ? .one : .other
    case .arabic:
      switch number {
      case 0: return .zero
      case 1: return .one
      case 2: return .two
      default: break
      }
      switch number % 100 {
      case 3...10: return .few
      case 11...99: return .many
      default: return .other
      }
    }
  }
}
