public import Compliance
public import Languages
public import Pledges

/// A replayed ledger as a report sees it: the first N entries, as far as they are recorded by T. // Status rules §1
///
/// Recorded times never go back, so what a report sees is always a prefix of the ledger. The caller replays that
/// prefix, and then size, root and head in the proof are its own, so that a report as of T stays the same, byte for
/// byte, whatever is appended later, unless that removes words. A state that holds more entries does as well: everything here is filtered by N and
/// T, names, keys and identity included.
///
/// One thing follows the ledger as it is now: words that were removed are shown by no report, whichever N and T it has.
/// So the removals are those of the whole ledger. // Format §3
public struct LedgerView {
  public let state: LedgerState
  public let proof: LedgerProof
  /// All removals of words that there are by now, those behind N included.
  public let removals: TextRemovals
  /// The status rules over what is seen.
  public let rules: StatusRules
  let source: any StatementSource

  /// - Parameter removals: of the whole ledger, whatever part of it `state` holds.
  public init(
    _ state: LedgerState, proof: LedgerProof, asOf: Instant, removals: TextRemovals, source: any StatementSource
  ) {
    self.state = state
    self.proof = proof
    // Both are the beginning of one list, so the longer one is the newer.
    self.removals = removals.all.count < state.removals.all.count ? state.removals : removals
    self.source = source
    rules = StatusRules(accord: state.accord, asOf: asOf, visibleSize: proof.size)
  }

  public var visibility: Visibility { rules.visibility }
  public var asOf: Instant { rules.visibility.asOf }

  func shows(_ entry: EntryStamp) -> Bool { rules.visibility.shows(entry) }

  /// The signatory, if an entry that is seen speaks of it.
  func member(_ id: PartyID) throws(ReportError) -> Member {
    guard let member = state.members[id] else {
      throw ReportError(.unknownSignatory, "\(id) is not in this ledger")
    }
    guard let first = member.entries.first, shows(first.entry) else {
      throw ReportError(.unknownSignatory, "\(id) was not in this ledger at \(asOf)")
    }
    return member
  }

  /// The period asked for, or the default one; nil for a register. // Status rules §11
  func period(_ id: PeriodID?) throws(ReportError) -> AccordDocument.Period? {
    guard let id else { return rules.defaultPeriod() }
    guard let period = rules.periods.first(where: { $0.id == id }) else {
      throw ReportError(.unknownPeriod, "the accord has no period \(id)")
    }
    return period
  }

  /// The accord version that decides about a period, or the one in force for a register.
  func accord(for period: AccordDocument.Period?) throws(ReportError) -> PublishedAccord {
    guard let accord = period.flatMap({ rules.governingAccord(period: $0.id) }) ?? rules.accordInForce else {
      throw ReportError(.noAccord, "this ledger had no accord at \(asOf)")
    }
    return accord
  }

  /// The accord version in force.
  func accordInForce() throws(ReportError) -> PublishedAccord { try accord(for: nil) }

  /// What a signatory is called at the report's instant; nil for one that is not seen.
  func name(of member: Member) -> TextMap? {
    let names = member.names.filter { shows($0.entry) }
    return (names.last { $0.effective <= asOf } ?? names.first)?.name
  }

  /// The name of a party that is no signatory: a reviewer, a challenger, a panel.
  func name(of party: PartyID) -> String {
    if let admitted = state.parties[party], shows(admitted.entry) { return admitted.name }
    return party.text
  }
}

/// What every report says about itself.
public struct ReportFrame: Sendable {
  public var proof: LedgerProof
  public var asOf: Instant
  /// The accord version that governs what is shown.
  public var accord: PublishedAccord
  public var language: Language
  /// The words that are at hand, and what became of the others.
  public var texts: DisclosedTexts
  /// What the parties that are seen are called.
  var names: [PartyID: String]
  /// Which entries rest on which recoveries.
  var marks: KeyMarks
  /// The entries by which keys object to acts of the registrar: who removes their words removes what concerns it.
  var objections: Set<EntryIndex>

  /// - Parameter texts: nil for an output that quotes no words.
  init(_ view: LedgerView, accord: PublishedAccord, language: Language, texts: DisclosedTexts? = nil) {
    proof = view.proof
    asOf = view.asOf
    self.accord = accord
    self.language = language
    self.texts = texts ?? DisclosedTexts(removals: view.removals)
    names = view.state.parties.filter { view.shows($0.value.entry) }.mapValues(\.name)
    // A signatory bears the name that it gives itself.
    for id in view.state.memberOrder {
      guard let name = view.state.members[id].flatMap({ view.name(of: $0) }) else { continue }
      names[id] = name.text(in: language.rawValue, default: accord.document.languages.first ?? "en")
    }
    marks = view.rules.marks
    objections = Set(view.state.accord.objections.map(\.entry.index))
  }

  /// A text of the accord or of a party, in the report's language if there is one.
  func text(_ map: TextMap) -> String {
    map.text(in: language.rawValue, default: accord.document.languages.first ?? "en")
  }
}
