internal import Compliance
internal import Languages
internal import Pledges

/// The dates that a sentence of the program has in it, each with what it stands for, so that a page can say it to
/// programs as well.
///
/// A sentence comes from the language files as one text. Who writes it knows what it was made of, and the words of a date
/// are found again as they were put in. Where two instants have the same words, the day alone is said of both.
struct DatesInWords {
  private var values: [[UInt8]: String] = [:]
  /// The longest first, for a day is a part of an instant.
  private let words: [[UInt8]]

  init(_ instants: [Instant], _ dates: [CalendarDate], _ language: Language) {
    var values: [[UInt8]: String] = [:]
    func add(_ text: String, _ value: String, day: CalendarDate) {
      let words = Array(text.utf8)
      values[words] = values[words].map { $0.utf8.elementsEqual(value.utf8) ? value : day.description } ?? value
    }
    for instant in instants {
      let time = instant.calendarTime
      for text in [language.day(time), language.moment(time), language.until(time), language.end(time)] {
        add(text, instant.description, day: instant.date)
      }
    }
    for date in dates { add(language.day(date), date.description, day: date) }
    self.values = values
    words = values.keys.sorted { ($1.count, $0.description) < ($0.count, $1.description) }
  }

  /// The words of a date that begin at a place, and what it stands for; nil in the middle of a number.
  func match(_ bytes: [UInt8], at place: Int) -> (end: Int, value: String)? {
    func isDigit(_ position: Int) -> Bool {
      bytes.indices.contains(position) && (0x30...0x39).contains(bytes[position])
    }
    guard !words.isEmpty, !isDigit(place - 1) else { return nil }
    for candidate in words where bytes[place...].starts(with: candidate) && !isDigit(place + candidate.count) {
      return values[candidate].map { (place + candidate.count, $0) }
    }
    return nil
  }
}

// What the sentences of a page were made of.

extension Explanation.Fact {
  /// The instants that its sentence names.
  var instants: [Instant] {
    switch self {
    case .extended(let step): [step.entry.recorded, step.newDue]
    case .window(let opens, let due, let close, _): [opens, due, close]
    case .membership(let step): [step.effective, step.entry.recorded]
    case .memberAsOf(let probe, let trace): [probe, trace.base].compactMap { $0 }
    case .suspension(let step): [step.effective]
    case .suspendedAsOf(let probe, _): [probe]
    case .attestation(let step): [step.entry.recorded]
    case .voided(let entry, _), .withdrawal(let entry, _): [entry.recorded]
    case .head(_, let first): [first].compactMap { $0 }
    case .challenge(let step): [step.entry.recorded]
    case .evidenceItem(let step): [step.check?.entry.recorded].compactMap { $0 }
    case .register, .governs, .dropped, .dutyLimit, .duty, .withdrawnHead, .voidHead, .submission, .responseOverdue,
      .dispute, .review, .assurance, .evidence, .headline:
      []
    }
  }
}

extension CellReport {
  /// The instants that its notes name.
  var noteInstants: [Instant] {
    let voids = status.voidClaims.flatMap { [$0.invalidSince, $0.revocation.recorded] }
    let causes = (status.noKey?.revocations ?? []) + (status.noKey?.recoveries ?? [])
    return voids + (causes + status.trace.heldBack.map(\.entry)).map(\.recorded) + [issuedAt].compactMap { $0 }
  }
}

extension ChallengeThread {
  /// The instants that its title names.
  var titleInstants: [Instant] { ([entry] + heldBack).map(\.recorded) }
}

extension KeyLine {
  /// The instants that are said of it.
  var instants: [Instant] {
    [waitsUntil, voiding?.invalidSince, voiding?.entry.recorded].compactMap { $0 }
  }

  /// The day of its identification.
  var dates: [CalendarDate] { [provenance.identification?.date].compactMap { $0 } }
}

extension KeyActLine {
  /// The instants that are said of it.
  var instants: [Instant] { [entry.recorded] + [comesIn].compactMap { $0 } }
}

extension SignatoryIdentity {
  /// The instants that its fields name.
  var instants: [Instant] {
    [joined.effective, joined.entry.recorded] + subscriptionHistory.map(\.effective) + names.map(\.effective)
  }

  /// The day on which a public source said it.
  var dates: [CalendarDate] { [source?.asOf].compactMap { $0 } }
}

extension SignatoryReport {
  /// The instants that its answer names.
  var answerInstants: [Instant] {
    [period?.opens, cells.compactMap(\.status.due).max() ?? period?.due].compactMap { $0 }
  }
}

extension SignatoryRecord {
  /// The instants that its answer names.
  var answerInstants: [Instant] {
    let periods = periods.flatMap { [$0.period.opens, $0.cells.compactMap(\.due).max() ?? $0.period.due] }
    return periods + challenges.compactMap(\.replyDue)
  }
}
