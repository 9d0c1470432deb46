/// An accord to begin with: a public commitment as facts with their source, marked unofficial, in the program itself.
///
/// The words are ours and paraphrase; nothing in a template says who joined, or whether anybody keeps a promise.
public enum AccordTemplate: String, Sendable, CaseIterable {
  case parisCall = "paris-call-2018"
  case secureByDesign = "cisa-secure-by-design-2024"
  case techAccord = "cybersecurity-tech-accord-2018"

  /// The accord document, which may still lack the official text that it was read from.
  public var document: [UInt8] {
    switch self {
    case .parisCall: PackageResources.paris_call_2018_json
    case .secureByDesign: PackageResources.cisa_secure_by_design_2024_json
    case .techAccord: PackageResources.cybersecurity_tech_accord_2018_json
    }
  }

  /// What it is, in a line.
  public var summary: String {
    switch self {
    case .parisCall: "Paris Call for Trust and Security in Cyberspace, 12 November 2018: nine principles"
    case .secureByDesign: "Secure by Design Pledge of CISA, May 2024: seven goals for makers of software"
    case .techAccord: "Cybersecurity Tech Accord, 17 April 2018: four principles for technology companies"
    }
  }

  /// Where its official text is published.
  public var source: String {
    switch self {
    case .parisCall: "https://pariscall.international/en/call"
    case .secureByDesign: "https://www.cisa.gov/securebydesign/pledge"
    case .techAccord: "https://cybertechaccord.org/accord/"
    }
  }

  /// Whether it pins the official text by its digest. One that does not is complete only with a copy of that text, which
  /// whoever makes the accord gets from its source: a digest that nobody has taken would be an invention.
  public var hasOfficialText: Bool { self == .parisCall }
}
