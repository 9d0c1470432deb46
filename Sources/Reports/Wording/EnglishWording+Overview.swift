internal import Compliance

extension EnglishWording {
  var overview: String { "Overview" }
  var matrix: String { "Signatories and commitments" }
  var matrixKey: String { "Letters in the matrix" }
  var signatories: String { "Signatories" }
  var show: String { "Show" }
  var byCommitment: String { "By commitment" }
  var outstanding: String { "Due and not recorded" }
  var nothingOutstanding: String { "Nothing is outstanding." }
  var newest: String { "Newest entries" }
  var movements: String { "Joined and left" }
  var year: String { "Year" }
  var left: String { "Left" }
  var members: String { "Members" }
  var openChallenges: String { "Open challenges" }
  var noOpenChallenges: String { "No challenge is open." }
  var themes: String { "By reported theme" }
  var noCommitmentForTheme: String { "No commitment of the accord is about this." }
  var answered: String { "answered" }
  var notAnswered: String { "no reply recorded" }
  var withoutClaim: String { "nothing recorded" }
  var changesHeading: String { "What changed" }
  var nothingChanged: String { "Nothing changed." }
  var noRanking: String { "Rows stand in the order in which signatories came into the ledger. Nothing is ranked." }

  var entriesSeen: String { "entries seen" }
  var effectiveOn: String { "Effective" }
  var theme: String { "Theme" }

  func label(_ change: Movement.Change) -> String {
    switch change {
    case .joined: "joined"
    case .withdrew: "withdrew"
    case .delisted: "delisted"
    case .succeeded: "succeeded by another party"
    }
  }

  func code(_ submission: Submission) -> String {
    switch submission {
    case .upcoming: "up"
    case .open: "op"
    case .overdue: "ov"
    case .missing, .notReported: "nr"
    case .voluntary, .onTime, .late, .none: ""
    }
  }

  func code(_ duty: Duty) -> String {
    switch duty {
    case .noReporting: "–"
    case .dropped: "dr"
    case .notMember: "nm"
    case .listed: "ls"
    case .notApplicable: "·"
    case .notSubscribed: "ns"
    case .notYetDue: "ny"
    case .suspended: "su"
    case .required, .encouraged: ""
    }
  }

  var lateMark: String { "L" }
  var challengeMark: String { "C" }
  var reviewMark: String { "R" }
}
