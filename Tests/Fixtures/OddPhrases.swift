/// Phrases that readers stumbled over, each replaced by a plainer one: none comes back in a report, a page of help or a
/// language file.
public enum OddPhrases {
  public static let english = [
    "Key of terms", "Make again", "Letters in the matrix", "Still to come", "not addressed", "Line of time",
    "Whoever finds an error", "first of all the party named", "Due and not recorded", "and to a higher rank",
    "move a due date", "moved the due date", "take a signatory in", "bring in one more key",
    "put a new key in the place", "say that a key no longer counts", "key of the party that says it", "wait so long",
    "shut each other out", "for whom is not said", "has to come from elsewhere", "is no address that is taken here",
    "needs one more word", "you care for", "whoever kept the end", "over self-made claims", "Compliance report",
    "give it to the registrar", "no report recorded for the last period due", "is not a possible",
    "was given up half-way", "that the rest was left", "It says nothing about conduct", "key exchanged",
  ]

  public static let french = [
    "teneur de ce registre", "teneur du registre", "Contestataire", "saisi le", "en souffrance", "hors d’atteinte",
    "pièces citées", "Montrer", "rétablissement", "clé échangée", "Le titre est", "Le dépôt ouvre à", "Succession par",
    "Dû et non enregistré", "réponse à une contestation tarde", "relevée après l’échéance", "Code de pays",
    "Noms dans le temps", "sa place et sa date restent", "Pourquoi le rapport le dit", "enregistrée à ",
    "avec effet à ", "non que ce soit vrai", "non que cela est vrai", "Lettres du tableau", "Rapport de conformité",
    "Refaire",
  ]

  /// Those that stand in a text, whatever the case of their letters.
  public static func found(in text: String) -> [String] {
    let text = text.lowercased()
    return (english + french).filter { text.contains($0.lowercased()) }
  }
}
