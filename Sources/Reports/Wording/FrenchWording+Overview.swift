internal import Compliance

extension FrenchWording {
  var overview: String { "Vue d’ensemble" }
  var matrix: String { "Signataires et engagements" }
  var matrixKey: String { "Lettres du tableau" }
  var signatories: String { "Signataires" }
  var show: String { "Montrer" }
  var byCommitment: String { "Par engagement" }
  var outstanding: String { "Dû et non enregistré" }
  var nothingOutstanding: String { "Rien n’est en souffrance." }
  var newest: String { "Entrées les plus récentes" }
  var movements: String { "Adhésions et départs" }
  var year: String { "Année" }
  var left: String { "Départs" }
  var members: String { "Membres" }
  var openChallenges: String { "Contestations ouvertes" }
  var noOpenChallenges: String { "Aucune contestation n’est ouverte." }
  var themes: String { "Par thème rapporté" }
  var noCommitmentForTheme: String { "Aucun engagement de l’accord n’en parle." }
  var answered: String { "répondu" }
  var notAnswered: String { "aucune réponse enregistrée" }
  var withoutClaim: String { "rien d’enregistré" }
  var changesHeading: String { "Ce qui a changé" }
  var nothingChanged: String { "Rien n’a changé." }
  var noRanking: String {
    "Les lignes suivent l’ordre d’arrivée des signataires dans le registre. Il n’y a pas de classement."
  }

  var entriesSeen: String { "entrées vues" }
  var effectiveOn: String { "Date d’effet" }
  var theme: String { "Thème" }

  func label(_ change: Movement.Change) -> String {
    switch change {
    case .joined: "adhésion"
    case .withdrew: "retrait"
    case .delisted: "radiation"
    case .succeeded: "une autre partie lui succède"
    }
  }

  func code(_ submission: Submission) -> String {
    switch submission {
    case .upcoming: "av"
    case .open: "ou"
    case .overdue: "éc"
    case .missing, .notReported: "re"
    case .voluntary, .onTime, .late, .none: ""
    }
  }

  func code(_ duty: Duty) -> String {
    switch duty {
    case .noReporting: "–"
    case .dropped: "ps"
    case .notMember: "nm"
    case .listed: "sp"
    case .notApplicable: "·"
    case .notSubscribed: "ns"
    case .notYetDue: "pd"
    case .suspended: "su"
    case .required, .encouraged: ""
    }
  }

  var lateMark: String { "R" }
  var challengeMark: String { "C" }
  var reviewMark: String { "E" }
}
