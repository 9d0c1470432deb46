import CommandLineTools
import Compliance
import Cryptography
import Files
import Languages
import LedgerReports
import Pledges
import Reports
import Storage
import TransparencyLog
import Verification

/// The options that reports have in common, and the ledger as a report sees it.
enum ReportSession {
  static let options: [OptionDefinition] =
    [.value("period", "P", help: "the reporting period (default: the one that opened last)")] + shared
  /// Those without the period.
  static let shared: [OptionDefinition] = [asOf, language] + ReadLedger.options
  static let asOf = OptionDefinition.value(
    "as-of", "TIME",
    help: "see only what was recorded by then, a bare day to its end (default: now, or the last entry if later)")
  static let language = OptionDefinition.choice(
    "language", Language.allCases.map(\.rawValue),
    help: "language of the report (default: that of your locale, else \(Language.english.rawValue))")

  static let width = OptionDefinition.value(
    "width", "N",
    help: "columns of the text (default: those of the terminal; 80 for a pipe or a file)")

  /// How wide the text is to be: what is no terminal gets the same bytes everywhere.
  static func width(_ session: borrowing Session, isText: Bool) throws(CommandError) -> Int {
    guard let written = session.arguments.value("width") else {
      return session.arguments.path("out") == nil && StandardStream.output.isTerminal
        ? StandardStream.output.width : TextPage.standardWidth
    }
    guard isText else {
      throw .usage("conflicting-options", "--width is for the text form", hint: "leave it out")
    }
    guard let width = Int(written), TextPage.widths.contains(width) else {
      throw .usage(
        "invalid-value",
        "--width \(written) is no number of columns from \(TextPage.widths.lowerBound) to \(TextPage.widths.upperBound)",
        hint: "for example --width 100")
    }
    return width
  }

  /// Whether headings and states of the text are tinted: what goes into a file never is.
  static func isColored(_ session: borrowing Session) -> Bool {
    session.arguments.path("out") == nil && session.output.style.isColored
  }

  static func language(_ session: borrowing Session) -> Language {
    session.arguments.value("language").flatMap(Language.init) ?? ReportLanguage.preferred()
  }

  static func period(_ session: borrowing Session) throws(CommandError) -> PeriodID? {
    guard let text = session.arguments.value("period") else { return nil }
    return try session.id(text, "period")
  }

  /// Which period `report` is asked for.
  enum WantedPeriod: Equatable {
    case none, latest
    case named(PeriodID)

    /// Nil for the one that opened last.
    var id: PeriodID? {
      if case .named(let id) = self { id } else { nil }
    }
  }

  static func wantedPeriod(_ session: borrowing Session) throws(CommandError) -> WantedPeriod {
    guard let text = session.arguments.value("period") else { return .none }
    return text == "latest" ? .latest : .named(try session.id(text, "period"))
  }

  /// Says what the commands at the end of a report lack for a reader of a published copy.
  ///
  /// The report itself cannot: of the same entries, instant and language it is the same bytes, whatever it was read from.
  static func noteCopy(_ session: borrowing Session) {
    guard let place = session.copy, !session.output.isJSON,
      !["json", "csv", "oscal", "oscal-catalog", "cyclonedx"].contains(session.arguments.value("format"))
    else { return }
    session.output.note(
      "to check this report or make it again from the same copy, add to its commands: "
        + PublishedCopy.options(session, at: place))
  }

  private static func noteTimeToCome(
    _ asOf: Instant?, _ session: borrowing Session, _ store: any LedgerReading
  ) throws {
    guard let asOf, asOf > (try OpenLedger.presentTime(of: store, size: store.head().size)) else { return }
    session.output.note(toCome(asOf))
  }

  /// What is said of a page of a time that is still to come.
  static func toCome(_ instant: Instant) -> String {
    "\(instant) is still to come: the page says what holds if nothing more is recorded until then"
  }

  /// Which part of a ledger: what is recorded by an instant, among its first entries; nil for all.
  typealias Part = (asOf: Instant?, size: UInt64?)

  /// Replays what a report as of `--as-of` sees and hands it on, all from one snapshot of the store.
  static func withView<Result>(
    _ session: borrowing Session, _ body: (LedgerView) throws(ReportError) -> Result
  ) throws(CommandError) -> Result {
    let part: Part = (try session.instant("as-of", .end), nil)
    return try ReadLedger.with(session) { store in
      let (ledger, view) = try view(session, store, part)
      let result = try body(view)
      try OpenLedger.require(ledger)
      return result
    }
  }

  /// Makes a page as of the last instant, not after `--as-of`, at which its content changed: whoever asks before the next
  /// change gets the same bytes.
  ///
  /// - Parameters:
  ///   - make: the page as of the instant asked for, to see since when it holds.
  ///   - again: the same page of an earlier view.
  static func withPage<Page>(
    _ session: borrowing Session, times: (Page) -> PageTimes, make: (LedgerView) throws(ReportError) -> Page,
    again: (Page, LedgerView) throws(ReportError) -> Page
  ) throws(CommandError) -> Page {
    let part: Part = (try session.instant("as-of", .end), nil)
    return try ReadLedger.with(session) { store in
      try noteTimeToCome(part.asOf, session, store)
      return try Self.page(session, store, part, times: times, make: make, again: again)
    }
  }

  /// The same of a ledger that is open.
  ///
  /// - Parameter later: a view of more of it, out of which this one is taken, so that it is replayed once.
  static func page<Page>(
    _ session: borrowing Session, _ store: any LedgerReading, _ part: Part,
    within later: (ReplayedLedger, LedgerView)? = nil, times: (Page) -> PageTimes,
    make: (LedgerView) throws(ReportError) -> Page, again: (Page, LedgerView) throws(ReportError) -> Page
  ) throws -> Page {
    let (ledger, asked) =
      if let later { try earlierView(session, store, part, within: later) } else { try view(session, store, part) }
    var result = try make(asked)
    let since = times(result).since
    if since < asked.asOf {
      let (former, earlier) = try earlierView(session, store, (since, nil), within: (ledger, asked))
      result = try again(result, earlier)
      try OpenLedger.require(former)
    }
    try OpenLedger.require(ledger)
    return result
  }

  /// An earlier view, taken out of a later one. Where the tree of its entries cannot be read, they are replayed.
  static func earlierView(
    _ session: borrowing Session, _ store: any LedgerReading, _ part: Part, within later: (ReplayedLedger, LedgerView)
  ) throws -> (ReplayedLedger, LedgerView) {
    let (ledger, view) = later
    let prefix = try LedgerPrefix(store, asOf: part.asOf, size: part.size)
    guard let beginning = try ledger.beginning(of: prefix.size, in: store),
      let proof = LedgerProof(
        ledger.state, size: prefix.size, root: beginning.root, head: beginning.head, program: view.proof.program)
    else { return try self.view(session, store, part) }
    return (
      ledger,
      LedgerView(
        ledger.state, proof: proof, asOf: prefix.asOf, removals: view.removals,
        source: StoredStatements(reader: store, size: ledger.size, root: ledger.root))
    )
  }

  /// The same with two parts of the ledger.
  static func withViews<Result>(
    _ session: borrowing Session, _ first: Part, _ second: Part,
    _ body: (LedgerView, LedgerView) throws(ReportError) -> Result
  ) throws(CommandError) -> Result {
    try ReadLedger.with(session) { store in
      let (former, before) = try view(session, store, first)
      let (latter, after) = try view(session, store, second)
      let result = try body(before, after)
      try OpenLedger.require(former)
      try OpenLedger.require(latter)
      return result
    }
  }

  static func view(
    _ session: borrowing Session, _ store: any LedgerReading, _ part: Part
  ) throws -> (ReplayedLedger, LedgerView) {
    let prefix = try LedgerPrefix(store, asOf: part.asOf, size: part.size)
    let replayed = try ReadLedger.replayed(session, store, upTo: prefix.size)
    guard
      let proof = LedgerProof(
        replayed.state, size: replayed.size, root: replayed.root, head: replayed.head,
        program: "pledgebook \(Pledgebook.version)")
    else {
      throw CommandError(
        code: "report.nothing-recorded", message: "nothing was recorded by \(prefix.asOf)",
        hint: "pledgebook log --limit 1 shows when the ledger began", exit: .usage)
    }
    // Words follow the newest removals, also in a report of an earlier time. // Format §12
    let newest = try prefix.isWhole ? replayed : ReadLedger.replayed(session, store)
    let view = LedgerView(
      replayed.state, proof: proof, asOf: prefix.asOf, removals: newest.state.removals,
      source: StoredStatements(reader: store, size: replayed.size, root: replayed.root))
    return (replayed, view)
  }
}

/// The first entries of a ledger that are recorded by an instant.
///
/// Recorded times never decrease, so they are a prefix, and its length is found by halving. Replaying just these makes
/// size, root and head of the report its own: it stays the same whatever is appended later.
struct LedgerPrefix {
  let asOf: Instant
  let size: UInt64
  /// Whether these are all entries of the ledger.
  let isWhole: Bool

  /// - Parameters:
  ///   - asOf: nil for now, or for the last entry if the ledger's clock is ahead, as in a demo ledger.
  ///   - limit: how many entries there are for the report; nil for all. With a limit and no instant, the report is as of
  ///     the last of those entries, so that it depends on nothing else.
  init(_ reader: any LedgerReading, asOf: Instant?, size limit: UInt64?) throws {
    let total = try reader.head().size
    if let limit, limit == 0 || limit > total {
      throw CommandError.usage(
        "invalid-size",
        "a report cannot be of the first \(entryCount(limit)): the ledger holds \(total)",
        hint: "give a size from 1 to \(total)")
    }
    let last = limit ?? total
    let now = Clock.now()
    guard let asOf else {
      let newest = last > 0 ? try Self.recorded(last - 1, reader) : now
      self.asOf = limit == nil ? max(now, newest) : newest
      size = last
      isWhole = last == total
      return
    }
    var low: UInt64 = 0
    var high = last
    while low < high {
      let middle = low + (high - low) / 2
      if try Self.recorded(middle, reader) <= asOf { low = middle + 1 } else { high = middle }
    }
    self.asOf = asOf
    size = low
    isWhole = low == total
  }

  private static func recorded(_ index: UInt64, _ reader: any LedgerReading) throws -> Instant {
    guard let entry = try reader.entry(at: EntryIndex(index)), let header = EntryHeader(entry.header) else {
      throw CommandError.broken(
        Finding("header.malformed", at: EntryIndex(index), "the header is not six lines of the format's form"))
    }
    return header.recorded
  }
}

extension CommandError {
  init(_ error: ReportError) {
    let hint: String? =
      switch error.code {
      case .unknownSignatory: "pledgebook signatories lists them"
      case .unknownPeriod, .unknownCommitment: "pledgebook accord show lists periods and commitments"
      case .unreadableStatement: "run pledgebook verify to see what is wrong"
      case .noAccord: nil
      default: "run the command again"
      }
    let exit: ExitStatus =
      switch error.code {
      case .unreadableStatement: .broken
      case .unknownSignatory, .unknownPeriod, .unknownCommitment, .noAccord: .usage
      // What the ledger's file or the published copy could not give, under the code that they have for it.
      default: .io
      }
    self.init(code: error.code.rawValue, message: error.reason, hint: hint, exit: exit)
  }
}
