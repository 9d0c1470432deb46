public import Cryptography
public import Pledges
internal import TransparencyLog

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
  ///
  /// The time stands among the details as well where it is more than a day from the one at which it was recorded.
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
  /// Whose each key is; without a ledger nobody here knows.
  private let keys: KeyBook?
  private let registrar: PartyID?
  /// The entries that hold each text which a removal names; nil where nobody has looked.
  private(set) var holders: [Digest: [EntryIndex]]?

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
    keys = state?.keys
    registrar = state?.registrar?.id
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

  /// The same for a removal of words, with the entries that hold these.
  public func knowing(holders: [(entry: EntryIndex, digest: Digest)]) -> StatementReader {
    var reader = self
    reader.holders = Dictionary(grouping: holders, by: \.digest).mapValues { $0.map(\.entry) }
    return reader
  }

  /// A party by its name, and by the id that nobody can fake.
  public func name(of party: PartyID) -> String { WordList(self).name(party) }

  /// Its name alone, as it stands in the ledger; nil for a party that has none.
  public func plainName(of party: PartyID) -> String? { names[party] }

  /// How far the time of a statement may be from the one at which it is recorded, until it is said that it is another one:
  /// a day, in which whoever signs and whoever keeps the ledger act as one does with a letter of the same date.
  public static let usualDelay: Int64 = 86_400

  /// The statement in words.
  ///
  /// - Parameters:
  ///   - signers: the keys that signed it, or are about to: who speaks is said by name and id.
  ///   - speaker: who is about to say it, where no key tells yet.
  ///   - recorded: when it was recorded, or would be.
  public func words(
    _ statement: Statement, signedBy signers: [KeyID] = [], speaker: PartyID? = nil, recorded: Instant? = nil
  ) -> StatementWords {
    var page = WordList(self)
    let headline = page.say(statement.predicate)
    for key in inOrder(signers) { page.add("signed by", signer(key, page)) }
    if signers.isEmpty, let speaker { page.add("to be signed by", page.name(speaker)) }
    if let recorded,
      statement.issuedAt.seconds.subtractingReportingOverflow(recorded.seconds).partialValue.magnitude
        > Self.usualDelay.magnitude
    {
      page.add("drafted", "\(page.time(statement.issuedAt)), and not when it is recorded")
    }
    var frame = WordList(self)
    frame.add("ledger", frame.word(statement.ledger.origin.text))
    if let genesis = statement.ledger.genesis { frame.add("genesis", genesis.hex) }
    for subject in statement.subjects.prefix(1) {
      frame.add("under", "\(frame.word("\(subject.name)")), SHA-256 \(subject.sha256.hex)")
    }
    frame.add("drafted", frame.time(statement.issuedAt))
    return StatementWords(headline: headline, details: page.lines, frame: frame.lines)
  }

  /// Who signs with these keys, a line for each.
  public func signers(_ keys: [KeyID]) -> [String] {
    var page = WordList(self)
    for key in inOrder(keys) { page.add("signed by", signer(key, page)) }
    return page.lines
  }

  /// The registrar before parties, these by their ids, and last who cannot be told: an order that says nothing by chance.
  private func inOrder(_ signers: [KeyID]) -> [KeyID] {
    var (registrar, rest): ([KeyID], [KeyID]) = ([], [])
    var parties: [PartyID: [KeyID]] = [:]
    for key in signers.sorted() {
      switch keys?[key]?.owner {
      case .registrar: registrar.append(key)
      case .party(let party): parties[party, default: []].append(key)
      case nil: rest.append(key)
      }
    }
    return registrar + parties.keys.sorted().flatMap { parties[$0] ?? [] } + rest
  }

  private func signer(_ key: KeyID, _ page: WordList) -> String {
    guard let keys else { return "key \(key); whose it is cannot be told without the ledger" }
    let owner =
      switch keys[key]?.owner {
      case .party(let party): page.name(party)
      case .registrar: registrar.map { "the registrar, \(page.name($0))" } ?? "the registrar"
      case nil: "nobody whom the ledger knows"
      }
    return "\(owner), with key \(key)"
  }
}
