internal import Cryptography
public import Pledges

/// What a statement says, in words, and all that it says.
///
/// Whoever signs a statement, confirms one, or reads what a command has just recorded sees these words. So two statements
/// that differ in anything that counts have different words: a test changes every member of every kind and looks.
/// Messages of the program are in English; reports have languages.
public struct StatementWords: Sendable, Equatable {
  /// One sentence without a full stop: who, what, from when.
  public let headline: String
  /// Everything else that it says, one line each. Text of others is made visible, line ends included.
  public let details: [String]
  /// For which ledger, under which accord, and when it was drafted: the same for most statements of a day.
  public let frame: [String]

  /// The headline, then the details below it.
  public var lines: [String] { [headline] + details.map { "  " + $0 } }
}

/// What is at hand for putting statements into words: names, the accord's titles, and disclosed texts.
public struct StatementReader: Sendable {
  let names: [PartyID: String]
  let accords: AccordHistory
  private(set) var texts: DisclosedTexts
  /// The instant that is told as "now", where a statement says what somebody is about to confirm.
  let now: Instant?

  /// - Parameters:
  ///   - state: of the ledger that the statement is for, where one is at hand; without it ids stand for names.
  ///   - texts: the words beside the statement.
  public init(_ state: LedgerState?, texts: [Disclosure], now: Instant? = nil) {
    var names: [PartyID: String] = [:]
    if let state {
      names = state.parties.mapValues(\.name)
      for id in state.memberOrder {
        guard let name = state.members[id]?.names.last?.name else { continue }
        names[id] = name.text(in: "en")
      }
      if let registrar = state.registrar { names[registrar.id] = registrar.name }
    }
    self.names = names
    accords = state?.accord ?? AccordHistory(versions: [])
    self.now = now
    var disclosed = DisclosedTexts(removals: state?.removals ?? TextRemovals())
    disclosed.add(texts)
    self.texts = disclosed
  }

  /// The same for a statement with other texts beside it: names are gathered once for many statements.
  public func beside(_ texts: [Disclosure]) -> StatementReader {
    if texts.isEmpty { return self }
    var reader = self
    reader.texts.add(texts)
    return reader
  }

  /// A party by its name, and by the id that nobody can fake.
  public func name(of party: PartyID) -> String { WordList(self).name(party) }

  /// Its name alone, as it stands in the ledger; nil for a party that has none.
  public func plainName(of party: PartyID) -> String? { names[party] }

  /// The statement in words.
  public func words(_ statement: Statement) -> StatementWords {
    var page = WordList(self)
    let headline = page.say(statement.predicate)
    var frame = WordList(self)
    frame.add("ledger", "\(statement.ledger.origin)")
    if let genesis = statement.ledger.genesis { frame.add("genesis", genesis.hex) }
    for subject in statement.subjects.prefix(1) {
      frame.add("under", "\(subject.name), SHA-256 \(subject.sha256.hex)")
    }
    frame.add("drafted", frame.time(statement.issuedAt))
    return StatementWords(headline: headline, details: page.lines, frame: frame.lines)
  }
}
