internal import Pledges

extension FrenchWording {
  var wordsRemoved: String { "Textes retirés" }
  var wordsRemovedNote: String {
    "Ce qui a été signé, par qui et quand, reste tel quel\u{202F}: seuls des mots ont disparu. Un retrait figure ici même "
      + "s’il a été enregistré après la date de ce rapport."
  }
  var wordsOf: String { "Textes de" }
  var texts: String { "Nombre" }
  var legalBasis: String { "Base légale" }
  var fileReference: String { "Référence" }

  func texts(_ count: Int, of entry: EntryIndex) -> String {
    count == 1 ? "1 texte de l’entrée \(entry)" : "\(count) textes de l’entrée \(entry)"
  }

  func removed(by entry: EntryIndex) -> String { "textes retirés par l’entrée \(entry)" }

  func removed(by entry: EntryIndex, _ basis: String, reference: String) -> String {
    "retiré par l’entrée \(entry)\u{202F}: \(basis), \(reference)"
  }

  var notHere: String { "absent\u{202F}: cette copie du registre ne contient pas ces mots" }

  func label(_ basis: TextRedaction.LegalBasis.Basis) -> String {
    switch basis {
    case .erasureRequest: "demande d’effacement"
    case .courtOrder: "décision de justice"
    case .copyright: "droit d’auteur"
    case .other: "autre base"
    }
  }

  func label(_ reason: StandingChange.Reason) -> String {
    switch reason {
    case .ownRequest: "à sa propre demande"
    case .nonCommunication: "sans nouvelles"
    case .breachOfRules: "manquement aux règles"
    case .mistakenIdentity: "erreur sur l’identité"
    case .ceasedToExist: "n’existe plus"
    case .other: "autre motif"
    case .enteredInError: "inscription faite par erreur"
    }
  }
}
