public import Pledges

// The words that reports and commands have in common: one thing has one name, wherever it is read.

extension TextRedaction.LegalBasis.Basis {
  public var englishWords: String {
    switch self {
    case .erasureRequest: "request for erasure"
    case .courtOrder: "court order"
    case .copyright: "copyright"
    case .other: "other basis"
    }
  }
}

extension KeyIdentification.Method {
  /// As the words behind "identified".
  public var englishWords: String {
    switch self {
    case .inPerson: "in person"
    case .domain: "by its domain"
    case .certificate: "by a certificate"
    case .diplomaticNote: "by a diplomatic note"
    case .knownKey: "by a key known before"
    case .other: "in another way"
    }
  }
}
