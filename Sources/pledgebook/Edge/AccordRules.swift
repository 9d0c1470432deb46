import CommandLineTools
import Pledges

/// How one joins and leaves, and who may challenge: from options, or by questions.
enum AccordRules {
  private static let days: ClosedRange<Int64> = 0...36_500

  static func membership(
    _ session: borrowing Session, asks: Bool, isReported: Bool
  ) throws(CommandError) -> AccordDraft.Membership {
    var membership = AccordDraft.Membership()
    if let text = session.arguments.value("reservations") {
      membership.allowsReservations = text.utf8.elementsEqual("yes".utf8)
    } else if asks {
      let answer = try Interview.choice("may a signatory join with a reservation", ["yes", "no"], session)
      membership.allowsReservations = answer.utf8.elementsEqual("yes".utf8)
    }
    membership.withdrawalNoticeDays = try number(
      "withdrawal-notice", "days of notice that a signatory gives before it leaves", standard: 0, in: days, session,
      asks: asks)
    membership.delistEligibleAfterPeriods = try number(
      "delist-after", "after how many periods in a row without its reports the body may delist a signatory",
      standard: 2,
      in: 1...500, session, asks: asks && isReported)
    return membership
  }

  private static let dependent = ["ground", "response-days", "decision-days"]

  /// Nil where nobody can challenge.
  static func challenges(
    _ session: borrowing Session, _ languages: [String], asks: Bool
  ) throws(CommandError) -> AccordDraft.Challenges? {
    var who = session.arguments.value("challenges")
    if who == nil { try session.arguments.refuse(dependent, without: "challenges") }
    if who == nil, asks {
      who = try Interview.choice(
        "who may challenge a report (registered: whom the registrar admits)", ["nobody", "registered", "anyone"],
        session)
    }
    guard let who, !who.utf8.elementsEqual("nobody".utf8) else {
      let given = dependent.filter { !session.arguments.values($0).isEmpty }
      guard given.isEmpty else {
        throw .usage(
          "conflicting-options", "--challenges nobody leaves nothing for --\(given[0])",
          hint: "leave it out, or write --challenges registered")
      }
      return nil
    }
    var grounds = try LabelledList.given("ground", languages, session)
    if grounds.isEmpty, asks {
      grounds = try LabelledList.asked(
        "a ground for a challenge: its id, =, and its name in \(languages[0]), as "
          + "not-as-claimed=It was not as claimed", "ground", languages, session)
    }
    guard !grounds.isEmpty else {
      throw .usage(
        "missing-option", "--challenges wants at least one --ground",
        hint: "for example --ground \"not-as-claimed=It was not as claimed\"")
    }
    return AccordDraft.Challenges(
      isOpenToAnyone: who.utf8.elementsEqual("anyone".utf8), grounds: grounds,
      responseDays: try number(
        "response-days", "days in which the signatory answers a challenge", standard: 30, in: days, session, asks: asks),
      resolutionDays: try number(
        "decision-days", "days in which a challenge is decided", standard: 60, in: days, session, asks: asks))
  }

  private static func number(
    _ option: String, _ question: String, standard: Int64, in range: ClosedRange<Int64>, _ session: borrowing Session,
    asks: Bool
  ) throws(CommandError) -> Int64 {
    if let given = try session.arguments.integer(option, in: Int(range.lowerBound)...Int(range.upperBound)) {
      return Int64(given)
    }
    return asks ? try Interview.number(question, standard: standard, in: range, session) : standard
  }
}

/// The years that are reported on, from options, or by questions.
enum AccordYears {
  /// Nil where nobody owes a report.
  static func read(_ session: borrowing Session, asks: Bool) throws(CommandError) -> AccordDraft.Years? {
    var first = session.arguments.value("first-year") ?? ""
    if first.isEmpty, asks {
      first = try Interview.ask("the first year that is reported on, as 2031 [nobody owes a report]", session) {
        (answer) throws(CommandError) in
        if !answer.isEmpty { _ = try Interview.number(answer, in: 1970...9_000) }
        return answer
      }
    }
    guard !first.isEmpty else {
      try session.arguments.refuse(["periods", "due", "grace"], without: "first-year")
      return nil
    }
    let count = try answer("periods", "how many years are reported on", "3", session, asks) {
      (text) throws(CommandError) in _ = try Interview.number(text, in: 1...500)
    }
    let due = try answer(
      "due", "the last day for a year's report in the year after, month and day", "03-31", session, asks
    ) { (text) throws(CommandError) in
      guard let day = monthAndDay(text), AccordDraft.Years(first: 2031, count: 1, due: day, graceDays: 0) != nil else {
        throw Interview.again("“\(text)” is no month and day that every year has", hint: "write 03-31 for 31 March")
      }
    }
    let grace = try answer("grace", "days after that in which a report is late and taken", "30", session, asks) {
      (text) throws(CommandError) in _ = try Interview.number(text, in: 0...36_500)
    }
    guard let day = monthAndDay(due), let year = Int(first), let count = Int(count), let grace = Int64(grace),
      let years = AccordDraft.Years(first: year, count: count, due: day, graceDays: grace)
    else {
      throw .usage(
        "invalid-value",
        "first year \(first), \(count) years, due \(due) and \(grace) days of grace make no reporting periods",
        hint: "for example --first-year 2031 --periods 3 --due 03-31 --grace 30; 02-29 is not in every year")
    }
    return years
  }

  /// What an option gives, or somebody who is asked, or the standard.
  private static func answer(
    _ option: String, _ question: String, _ standard: String, _ session: borrowing Session, _ asks: Bool,
    _ check: (String) throws(CommandError) -> Void
  ) throws(CommandError) -> String {
    if let given = session.arguments.value(option) { return given }
    guard asks else { return standard }
    return try Interview.ask("\(question) [\(standard)]", session) { (answer) throws(CommandError) in
      guard !answer.isEmpty else { return standard }
      try check(answer)
      return answer
    }
  }

  private static func monthAndDay(_ text: String) -> (month: Int, day: Int)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let month = Int(parts[0]), let day = Int(parts[1])
    else { return nil }
    return (month, day)
  }
}
