internal import Compliance
internal import Cryptography
internal import Pledges

extension FrenchWording {
  func words(_ mark: Mark) -> String {
    switch mark.word {
    case .recoveredKey: "repose sur des clés récupérées par l’entrée \(mark.entry)"
    case .contested: "contesté par une clé antérieure, entrée \(mark.entry)"
    }
  }

  func heldBack(_ act: HeldBack.Act, of target: EntryIndex, by entry: EntryStamp) -> String {
    let said =
      switch act {
      case .withdrawal: "retire l’entrée \(target)"
      case .noClaim: "remplace l’entrée \(target) par une absence de déclaration"
      case .challengeWithdrawal: "retire la contestation de l’entrée \(target)"
      case .reviewWithdrawal: "retire l’examen de l’entrée \(target)"
      }
    return
      "sans effet\u{202F}: l’entrée \(entry.index), enregistrée le \(entry.recorded), \(said), mais repose sur des "
      + "clés récupérées\u{202F}; l’entrée \(target) reste en vigueur"
  }

  func beside(claim: (value: String, entry: EntryIndex)?) -> String {
    claim.map { "sans clés récupérées, à côté\u{202F}: \($0.value), entrée \($0.entry)" }
      ?? "sans clés récupérées, rien n’est en vigueur ici"
  }

  func beside(outcome: (value: String, entry: EntryIndex)?, challenge: EntryIndex) -> String {
    let subject = "sur la contestation de l’entrée \(challenge)"
    return outcome.map { "sans clés récupérées, à côté, \(subject)\u{202F}: \($0.value), entrée \($0.entry)" }
      ?? "sans clés récupérées, aucune décision \(subject)"
  }

  func beside(check: (value: String, entry: EntryIndex)?, document: String) -> String {
    check.map {
      "sans clés récupérées, à côté du dernier contrôle de \(document)\u{202F}: \($0.value), entrée \($0.entry)"
    } ?? "sans clés récupérées, aucun contrôle de \(document)"
  }

  func declared(
    key: String, on attestation: EntryIndex, since: Instant, by: String, in entry: EntryStamp
  ) -> String {
    "clé \(key) de l’entrée \(attestation)\u{202F}: déclarée compromise depuis le \(since), déclaration faite \(by), "
      + "entrée \(entry.index), enregistrée le \(entry.recorded)"
  }

  func voidsNothing(recovery: EntryIndex) -> String {
    "cette parole repose sur des clés récupérées par l’entrée \(recovery) et n’annule rien"
  }

  func label(_ ender: OwnerEvent.Ender) -> String {
    switch ender {
    case .owner: "par son titulaire"
    case .key: "par cette clé elle-même"
    case .registrar: "par le responsable du registre"
    }
  }

  func noKey(revocations: [EntryStamp], recoveries: [EntryStamp]) -> String {
    let causes =
      revocations.map {
        "le responsable du registre a mis fin à une clé, entrée \($0.index), enregistrée le \($0.recorded)"
      } + recoveries.map { "une récupération était en attente, entrée \($0.index), enregistrée le \($0.recorded)" }
    return "trop peu de clés pendant une partie du temps de dépôt\u{202F}: " + causes.joined(separator: "\u{202F}; ")
  }

  var silenceDoesNotCount: String { "ce qui n’est pas enregistré ici ne compte pas comme silence" }
  var silenceCounts: String {
    "le silence compte tout de même\u{202F}: il avait été mis fin à la clé auparavant, et aucune clé ne s’y est opposée "
      + "avant l’échéance"
  }

  func noClaimMade(_ entry: EntryIndex) -> String { "aucune déclaration faite, entrée \(entry)" }
  var noClaimMade: String { "aucune déclaration faite" }
  var noClaimsMade: String { "Aucune déclaration faite, et déposé ainsi" }
  func issued(at instant: Instant) -> String {
    "daté du \(instant) par son signataire, pas après l’échéance\u{202F}; la date d’enregistrement fait foi"
  }
  func unbroken(left: EntryIndex, rejoined: EntryIndex) -> String {
    "adhésion ininterrompue pour cette période\u{202F}: départ par l’entrée \(left), retour à temps par l’entrée \(rejoined)"
  }
  func decided(challenge: EntryIndex, _ outcome: String, panel: String, entry: EntryIndex) -> String {
    "contestation de l’entrée \(challenge)\u{202F}: \(outcome), par le jury \(panel), entrée \(entry)"
  }
  func decidedEarlier(_ outcome: String, panel: String, entry: EntryIndex) -> String {
    "auparavant\u{202F}: \(outcome), par le jury \(panel), entrée \(entry)"
  }

  var onWhoseWord: String { "Sur la parole de qui reposent les clés" }
  var onWhoseWordNote: String {
    "Rien dans un registre ne prouve à qui est une clé. Chaque ligne dit qui a apporté la clé et comment elle a été "
      + "identifiée."
  }
  func signing(threshold: Int, inForce: Int, own: Int) -> String {
    "signatures requises\u{202F}: \(threshold), clés en vigueur\u{202F}: \(inForce), seuil propre\u{202F}: \(own)"
  }
  func signed(by key: String) -> String { "signé par la clé \(key)" }
  func broughtIn(_ voucher: KeyBook.Provenance.Voucher) -> String {
    switch voucher {
    case .owner: "par la signature du titulaire lui-même"
    case .registrar: "apportée par le responsable du registre"
    }
  }
  func identified(_ method: KeyIdentification.Method, on date: String, reference: String) -> String {
    let how =
      switch method {
      case .inPerson: "en personne"
      case .domain: "par son domaine"
      case .certificate: "par un certificat"
      case .diplomaticNote: "par une note diplomatique"
      case .knownKey: "par une clé déjà connue"
      case .other: "d’une autre façon"
      }
    return "identifiée \(how) le \(date), référence\u{202F}: \(reference)"
  }
  var byRecovery: String { "venue par une récupération" }
  var notIdentified: String { "aucune identification indiquée" }
  func waits(until instant: Instant) -> String { "en attente, compte à partir du \(instant)" }
  var neverCounted: String { "terminée pendant l’attente, n’a jamais compté" }
  func ended(_ by: String) -> String { "terminée \(by)" }
  func replaced(by key: String) -> String { "remplacée par la clé \(key)" }
  func voided(since instant: Instant, by: String, in entry: EntryStamp) -> String {
    "\(voidSince) \(instant), déclaration faite \(by), entrée \(entry.index), enregistrée le \(entry.recorded)"
  }

  func words(_ act: OwnerEvent.Act, comesIn: Instant?) -> String {
    switch act {
    case .bring(let keys, let threshold):
      return
        (keys.map { "nouvelle clé \($0.short)" }
        + (threshold.map { ["signatures requises\u{202F}: \($0)"] } ?? [])).joined(separator: ", ")
    case .rotate(let old, let new): return "clé \(old.short) remplacée par \(new.short)"
    case .threshold(let threshold): return "signatures requises\u{202F}: \(threshold)"
    case .recover(let keys, let threshold):
      let from = comesIn.map { ", compte à partir du \($0)" } ?? ""
      return keys.map { "nouvelle clé \($0.short)" }.joined(separator: ", ") + from
        + ", signatures requises\u{202F}: \(threshold)"
    case .end(let key, let ender): return "clé \(key.short) terminée \(label(ender))"
    case .object(let entry, let key): return "la clé \(key.short) s’oppose à l’entrée \(entry)"
    }
  }
  func struck(by entry: EntryIndex) -> String { "rayé comme inscrit par erreur, entrée \(entry)" }
  func label(_ reason: KeyRevocation.Reason) -> String {
    switch reason {
    case .superseded: "remplacée"
    case .lost: "perdue"
    case .compromised: "compromise"
    }
  }
  var byRegistrarConcerned: String { "par le responsable du registre, que cela concerne" }
  func named(successor: String, by party: String) -> String {
    "nommé par \(party)\u{202F}; \(successor) n’a pas de clé ici"
  }

  var listedSentence: String {
    "Inscrit d’après une source publique\u{202F}; n’a pas de clé ici et ne peut rien déposer."
  }
  func continues(_ origin: String, genesis: String, size: UInt64, root: String) -> String {
    "Ce registre dit de lui-même qu’il continue \(origin), genèse \(genesis), \(size) entrées, racine \(root)."
  }
  var continuesHeading: String { "Continue" }
  var decisions: String { "Décisions" }
  var remarksOnCells: String { "Remarques sur des engagements" }
  var panel: String { "Jury" }
  var replacedDecision: String { "remplacée par une décision ultérieure" }
  var keyMark: String { "K" }
  var keyMarkMeaning: String { "voir les remarques sur les clés" }
}
