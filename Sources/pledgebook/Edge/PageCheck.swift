import CanonicalJSON
import CommandLineTools
import Files
import ForeignText
import Pledges
import Reports
import Storage
import TransparencyLog
import Verification

/// What came of holding a page against the ledger.
enum PageCheck {
  /// The page is what the ledger says; if it has changed since, from when on the newer page holds. Of a page of a time that
  /// is still to come, what is known now: it holds if nothing more is recorded until then.
  case identical(newerSince: Instant?, toCome: Bool)
  case differs(PageDifference, removedSince: [EntryIndex])

  /// Makes the page again, as its head says that it was made, and compares. The ledger is replayed once.
  static func check(
    _ page: PageFile, _ session: borrowing Session, _ store: any LedgerReading
  ) throws -> PageCheck {
    let stamp = page.stamp
    let total = try store.head().size
    let whole = try ReportSession.view(session, store, (nil, nil))
    let newest = whole.1
    guard newest.proof.origin.utf8.elementsEqual(stamp.origin.utf8), newest.proof.genesis == stamp.genesis else {
      throw CommandError.uncheckable(
        "another-ledger",
        "the page is about the ledger \(stamp.origin), and this is another one: \(newest.proof.origin)",
        hint: "give the ledger that the page names, with --from or --ledger")
    }
    guard stamp.size > 0, stamp.size <= total else {
      throw CommandError.uncheckable(
        "ahead",
        "the page knows \(entryCount(stamp.size)) as of \(stamp.asOf); this copy holds \(total) as of \(newest.asOf)",
        hint: "check it against a newer copy of the ledger")
    }
    let text: String
    do {
      text = try remade(stamp, session, store, within: whole)
      try OpenLedger.require(whole.0)
    } catch let error as ReportError where [.unknownSignatory, .unknownPeriod, .noAccord].contains(error.code) {
      return .differs(
        PageDifference(page, line: 1, file: PageDifference.excerpt(page.bytes[...], at: 0), ledger: error.reason),
        removedSince: [])
    }
    let ledger = Array(text.utf8)
    if ledger == page.bytes {
      return .identical(newerSince: try newer(than: stamp, newest, store), toCome: stamp.asOf > newest.asOf)
    }
    return .differs(
      PageDifference(page, ledger),
      removedSince: newest.removals.all.map(\.entry.index).filter { $0.rawValue >= stamp.size })
  }

  private static func remade(
    _ stamp: PageStamp, _ session: borrowing Session, _ store: any LedgerReading,
    within whole: (ReplayedLedger, LedgerView)
  ) throws -> String {
    // Entries of the same second may have come after the page: it was right for those that it knew. It knew all of
    // before, or whoever leaves a filing out could make silence of it.
    let before = try LedgerPrefix(store, asOf: stamp.asOf.advanced(bySeconds: -1), size: nil).size
    let part: ReportSession.Part = (stamp.asOf, stamp.size < before ? nil : stamp.size)
    let language = stamp.language
    switch (stamp.kind, stamp.signatory) {
    case (.period, let signatory?):
      let report = try ReportSession.page(
        session, store, part, within: whole, times: { (report: SignatoryReport) in report.times },
        make: { view throws(ReportError) in
          try SignatoryReport(of: signatory, period: stamp.period, in: view, language: language)
        },
        again: { report, view throws(ReportError) in
          try SignatoryReport(of: signatory, period: report.period?.id, in: view, language: language)
        })
      return report.html()
    case (.signatory, let signatory?):
      let record = try ReportSession.page(
        session, store, part, within: whole, times: { (record: SignatoryRecord) in record.times },
        make: { view throws(ReportError) in try SignatoryRecord(of: signatory, in: view, language: language) },
        again: { _, view throws(ReportError) in try SignatoryRecord(of: signatory, in: view, language: language) })
      return record.html(linkingReports: stamp.linksReports)
    default:
      return try AccordOverview(
        period: stamp.period, in: ReportSession.earlierView(session, store, part, within: whole).1,
        language: stamp.language
      ).html(linkingReports: stamp.linksReports)
    }
  }

  /// Since when a newer page holds; nil where this is the newest. An overview changes with every entry.
  private static func newer(
    than stamp: PageStamp, _ newest: LedgerView, _ store: any LedgerReading
  ) throws -> Instant? {
    let since: Instant
    let size = try LedgerPrefix(store, asOf: stamp.asOf, size: nil).size
    switch (stamp.kind, stamp.signatory) {
    case (.period, let signatory?):
      since = try SignatoryReport(of: signatory, period: stamp.period, in: newest, language: stamp.language).times.since
    case (.signatory, let signatory?):
      since = try SignatoryRecord(of: signatory, in: newest, language: stamp.language).times.since
    default: return newest.proof.size == stamp.size ? nil : newest.asOf
    }
    // The page of now is older than one of a time to come.
    guard since >= stamp.asOf || size > stamp.size else { return nil }
    return since == stamp.asOf && size == stamp.size ? nil : since
  }
}

/// The first place at which a page and what the ledger says part.
struct PageDifference {
  /// What the difference is, as far as it can be told.
  enum Kind: String {
    /// The same words with other line ends, or with a byte order mark.
    case lineEnds = "line-ends"
    case content
  }

  var kind: Kind
  /// Counted from 1.
  var line: Int
  /// What stands there in the file, and what the ledger says.
  var file: String
  var ledger: String
  /// Whether a browser wrote the page anew, which changes it by itself.
  var isSavedByBrowser: Bool

  init(_ page: PageFile, line: Int, file: String, ledger: String) {
    kind = .content
    self.line = line
    self.file = file
    self.ledger = ledger
    isSavedByBrowser = PageFile.isSavedByBrowser(page.bytes)
  }

  init(_ page: PageFile, _ ledger: [UInt8]) {
    let plain = PageFile.plain(page.bytes)
    kind = plain == ledger ? .lineEnds : .content
    isSavedByBrowser = PageFile.isSavedByBrowser(page.bytes)
    // Where words differ too, they are what is shown.
    let bytes = kind == .lineEnds ? page.bytes : plain
    let place =
      zip(bytes, ledger).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(bytes.count, ledger.count)
    let before = bytes[..<min(place, bytes.count)]
    line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    file = PageDifference.excerpt(bytes[...], at: place)
    self.ledger = PageDifference.excerpt(ledger[...], at: place)
  }

  /// Some of the line around a place, from the nearest blank or tag before it.
  static func excerpt(_ bytes: ArraySlice<UInt8>, at place: Int) -> String {
    guard place < bytes.count else { return "" }
    var start = place
    while start > 0, place - start < 40, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    // A character is not cut in two.
    while start < place, bytes[start] & 0xC0 == 0x80 { start += 1 }
    let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") }
    var end = min(line.endIndex, start + 120)
    while end < line.endIndex, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

extension PageCheck {
  func lines(_ stamp: PageStamp, _ path: FilePath) -> [String] {
    switch self {
    case .identical(let newer, let isToCome):
      var lines = [
        "identical to what the ledger says: \(path), as of \(stamp.asOf), \(entryCount(stamp.size))"
      ]
      if isToCome { lines.append(ReportSession.toCome(stamp.asOf)) }
      if let newer { lines.append("the ledger says more by now: a newer page holds since \(newer)") }
      return lines
    case .differs(let difference, let removed):
      // The file is somebody else's.
      func shown(_ text: String) -> String { text.isEmpty ? "no more on this line" : sanitised(text) }
      var lines: [String]
      switch difference.kind {
      case .lineEnds:
        lines = [
          "\(path) has the words that the ledger says and other bytes: its line ends differ, first in line \(difference.line)",
          "  something on the way took the file for a text and changed them; fetch it once more as it is",
        ]
      case .content:
        lines = [
          "\(path) differs from what the ledger says, first in line \(difference.line)",
          "  the file has:     \(shown(difference.file))", "  the ledger says:  \(shown(difference.ledger))",
        ]
      }
      if difference.isSavedByBrowser { lines.append("  \(PageFile.browserHint)") }
      if !removed.isEmpty {
        lines.append(
          "words were removed by law since the page was made (\(removed.count == 1 ? "entry" : "entries") "
            + removed.map(\.description).joined(separator: ", ")
            + "), which may be the difference; what else was changed cannot be told apart")
      }
      return lines
    }
  }

  func json(_ stamp: PageStamp) -> JSONValue {
    var members = [
      JSONMember(name: "page", value: .string(stamp.kind.rawValue)),
      JSONMember(name: "asOf", value: .string(stamp.asOf.description)),
      JSONMember(name: "size", value: .integer(Int64(clamping: stamp.size))),
    ]
    switch self {
    case .identical(let newer, let isToCome):
      members.append(JSONMember(name: "result", value: "identical"))
      members.append(JSONMember(name: "isToCome", value: .boolean(isToCome)))
      members.append(JSONMember(name: "newerSince", value: newer.map { .string($0.description) } ?? .null))
    case .differs(let difference, let removed):
      members.append(JSONMember(name: "result", value: "differs"))
      members.append(
        JSONMember(
          name: "difference",
          value: [
            "kind": .string(difference.kind.rawValue), "line": .integer(Int64(difference.line)),
            "file": .string(difference.file), "ledger": .string(difference.ledger),
            "savedByBrowser": .boolean(difference.isSavedByBrowser),
          ]))
      members.append(
        JSONMember(
          name: "removedSince", value: .array(removed.map { .integer(Int64(clamping: $0.rawValue)) })))
    }
    return .object(members)
  }
}
