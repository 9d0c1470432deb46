internal import Cryptography
internal import Pledges

/// The sentences of an explanation in French.
enum FrenchSentences {
  static func sentence(for fact: Explanation.Fact) -> String {
    switch fact {
    case .register(let accord):
      "La version \(accord.version) de l’accord (entrée \(accord.entry.index)) ne demande aucun rapport."
    case .governs(let accord, let period):
      "La version \(accord.version) de l’accord (entrée \(accord.entry.index)) régit la période \(period)."
    case .dropped(let accord, let period):
      "La version \(accord.version) de l’accord (entrée \(accord.entry.index)) a supprimé la période \(period) avant son "
        + "début."
    case .extended(let step): extended(step)
    case .window(let opens, let due, let close, let isRetroactive):
      "Le dépôt ouvre à \(opens), l’échéance est à \(due) et le délai de grâce finit à \(close)."
        + (isRetroactive ? " L’échéance a été déplacée après avoir été dépassée." : "")
    case .membership(let step): membership(step)
    case .memberAsOf(let probe, let trace): member(asOf: probe, trace)
    case .suspension(let step):
      "L’entrée \(step.entry.index) \(step.suspends ? "suspend" : "rétablit") le signataire à partir de \(step.effective)."
    case .suspendedAsOf(let probe, let isSuspended):
      "À \(probe), le signataire \(isSuspended ? "était suspendu" : "n’était pas suspendu")."
    case .dutyLimit(let limit): dutyLimit(limit)
    case .duty(let duty): self.duty(duty)
    case .attestation(let step): attestation(step)
    case .head(let head, let first): self.head(head, first: first)
    case .submission(let submission, let daysLate): self.submission(submission, daysLate: daysLate)
    case .challenge(let step): challenge(step)
    case .responseOverdue: "Une contestation est restée sans réponse dans le délai que donne l’accord."
    case .dispute(let dispute): self.dispute(dispute)
    case .review(let step): review(step)
    case .assurance(let level, let conclusion):
      conclusion.map {
        "Selon ses examinateurs, le niveau d’assurance est \(quoted(level.text)), "
          + "avec la conclusion \(quoted($0.rawValue))."
      } ?? "Le niveau d’assurance est \(quoted(level.text))."
    case .evidenceItem(let step): evidenceItem(step)
    case .evidence(let status): evidence(status)
    case .headline(let code, let row): headline(code, row)
    }
  }

  private static func quoted(_ code: String) -> String { "«\u{202F}\(code)\u{202F}»" }

  private static func extended(_ step: ExtensionStep) -> String {
    "L’entrée \(step.entry.index), enregistrée à \(step.entry.recorded), a repoussé l’échéance à \(step.newDue)"
      + (step.isRetroactive ? ", alors que l’échéance en vigueur était dépassée." : ".")
  }

  private static func membership(_ step: MembershipStep) -> String {
    let act =
      switch step.effect {
      case .joined: "note l’adhésion du signataire"
      case .rejoined: "note un retour à temps, si bien que l’adhésion compte comme ininterrompue pour cette période"
      case .struck: "retire une inscription faite par erreur"
      case .withdrew: "note le retrait du signataire"
      case .delisted: "radie le signataire"
      case .subscribed: "souscrit à des engagements"
      case .unsubscribed: "met fin à la souscription à des engagements"
      case .updated: "met à jour le signataire"
      case .succeeded: "note qu’une autre partie succède au signataire"
      }
    return "L’entrée \(step.entry.index) \(act), avec effet à \(step.effective), enregistrée à \(step.entry.recorded)."
  }

  private static func member(asOf probe: Instant, _ trace: MembershipTrace) -> String {
    guard trace.isMember, let kind = trace.kind, let base = trace.base else {
      return "À \(probe), le signataire n’était pas membre."
    }
    let traits =
      trace.traits.isEmpty
      ? "sans caractéristique" : "de caractéristiques " + trace.traits.map(\.text).joined(separator: ", ")
    let subscription =
      switch trace.subscription {
      case .all: "tous les engagements"
      case .only(let listed) where listed.isEmpty: "aucun engagement"
      case .only(let listed): listed.sorted().map(\.text).joined(separator: ", ")
      }
    let basis = trace.basis == .publicSource ? ", inscrit d’après une source publique" : ""
    return
      "À \(probe), le signataire était membre de type \(quoted(kind.text)), \(traits), engagements souscrits\u{202F}: "
      + "\(subscription)\(basis)\u{202F}; l’adhésion compte à partir de \(base)."
  }

  private static func dutyLimit(_ limit: DutyLimit) -> String {
    switch limit {
    case .broughtLate(let accord):
      "La version \(accord.version) de l’accord (entrée \(accord.entry.index)) a apporté la période après son début\u{202F}: "
        + "rien n’y est requis."
    case .notRequired(let accord):
      "La version \(accord.version) de l’accord (entrée \(accord.entry.index)), la dernière au début de la période, ne le "
        + "requérait pas d’un tel signataire."
    }
  }

  private static func duty(_ duty: Duty) -> String {
    switch duty {
    case .dropped: "La période a été supprimée\u{202F}: personne ne doit rien pour elle."
    case .listed:
      "Le signataire est inscrit d’après une source publique\u{202F}; sans clé ici, il ne peut rien déposer et ne doit rien."
    case .noReporting: "Personne ne doit de rapport au titre de cet accord."
    case .notMember: "Le signataire n’est pas membre pour cette période\u{202F}: rien n’est dû."
    case .notApplicable: "L’engagement ne s’adresse pas à un signataire de ce type et de ces caractéristiques."
    case .notSubscribed: "Le signataire n’a pas souscrit à l’engagement."
    case .notYetDue:
      "Le délai avant un premier rapport finit après la période, ou le registre a commencé après elle\u{202F}: rien n’est "
        + "encore dû."
    case .suspended: "Le signataire est suspendu\u{202F}: rien n’est dû."
    case .required: "Un rapport est requis."
    case .encouraged: "Un rapport est encouragé, et n’est jamais en retard."
    }
  }

  private static func attestation(_ step: ChainStep) -> String {
    let entry = "L’entrée \(step.entry.index), enregistrée à \(step.entry.recorded),"
    switch step.effect {
    case .voided:
      return
        "\(entry) est nulle\u{202F}: la clé qui l’a signée est révoquée comme compromise depuis au plus tard ce moment."
    case .submitted(let claim): return "\(entry) a déposé \(self.claim(claim))."
    case .superseded(let old, let new, let afterDue, let raised):
      var sentence = "\(entry) a remplacé \(claim(old)) par \(claim(new))"
      if afterDue { sentence += raised ? ", après l’échéance et vers un rang plus élevé" : ", après l’échéance" }
      return sentence + "."
    case .withdrawn: return "\(entry) a retiré la déclaration."
    }
  }

  private static func claim(_ claim: PlainID) -> String { "la déclaration \(quoted(claim.text))" }

  private static func head(_ head: EntryIndex?, first: Instant?) -> String {
    guard let head else { return "Aucune attestation n’est en vigueur pour cette case." }
    guard let first else {
      return "L’entrée \(head) est en vigueur et ne déclare rien\u{202F}; elle n’arrête aucun délai."
    }
    return "L’entrée \(head) est en vigueur\u{202F}; la première déclaration de sa chaîne a été enregistrée à \(first)."
  }

  private static func submission(_ submission: Submission, daysLate: Int64?) -> String {
    let days = daysLate.map { $0 == 1 ? "1 jour" : "\($0) jours" } ?? ""
    return switch submission {
    case .voluntary:
      "Une déclaration est en vigueur sans être due\u{202F}: volontaire"
        + (daysLate == 0 ? "." : ", \(days) après l’échéance.")
    case .onTime: "La première déclaration a été enregistrée au plus tard à l’échéance\u{202F}: à temps."
    case .late: "La première déclaration a été enregistrée après l’échéance\u{202F}: \(days) de retard."
    case .none: "Rien n’est dû et aucune déclaration n’est enregistrée."
    case .upcoming: "Le dépôt n’est pas encore ouvert."
    case .open: "Le dépôt est ouvert et aucune déclaration n’est encore enregistrée."
    case .notReported: "L’échéance est passée\u{202F}; aucune déclaration n’est enregistrée, et aucune n’est due."
    case .overdue: "L’échéance est passée, le délai de grâce court, et aucune déclaration n’est enregistrée."
    case .missing: "Le délai de grâce est fini et aucune déclaration n’est enregistrée dans ce registre."
    }
  }

  private static func challenge(_ step: ChallengeStep) -> String {
    switch step.effect {
    case .opened: "L’entrée \(step.entry.index) a ouvert une contestation à \(step.entry.recorded)."
    case .resolved(let outcome, let panel):
      "L’entrée \(step.entry.index), du panel \(panel), a tranché la contestation de l’entrée \(step.challenge)\u{202F}: "
        + "\(quoted(outcome.rawValue))."
    case .withdrawn: "L’entrée \(step.entry.index) a retiré la contestation de l’entrée \(step.challenge)."
    }
  }

  private static func dispute(_ dispute: Dispute) -> String {
    switch dispute {
    case .none: "Il ne reste aucune contestation."
    case .open: "Une contestation est ouverte."
    case .upheld: "Une contestation a été retenue\u{202F}; la déclaration reste celle du signataire."
    case .partlyUpheld: "Une contestation a été retenue en partie\u{202F}; la déclaration reste celle du signataire."
    case .rejected: "Toutes les contestations ont été rejetées."
    }
  }

  private static func review(_ step: ReviewStep) -> String {
    let entry = "L’entrée \(step.entry.index) est un examen de l’entrée \(step.of)"
    return switch step.effect {
    case .counted:
      "\(entry), de niveau \(quoted(step.level.text)) et de conclusion \(quoted(step.conclusion.rawValue))."
    case .ofOlderVersion: "\(entry), qui n’est pas l’attestation en vigueur\u{202F}; il ne compte pas."
    case .withdrawn: "\(entry), retiré par son auteur\u{202F}; il ne compte pas."
    }
  }

  private static func evidenceItem(_ step: EvidenceStep) -> String {
    let item = "Pièce \(step.sha256.hex.prefix(12))… (\(step.isPublic ? "publique" : "non publique"))"
    guard let check = step.check else { return "\(item)\u{202F}: aucun contrôle n’est enregistré." }
    return "\(item)\u{202F}: le dernier contrôle, entrée \(check.entry.index) à \(check.entry.recorded), dit "
      + quoted(check.result.rawValue) + (check.isStale ? ", trop ancien pour compter." : ".")
  }

  /// The ledger proves that a checker said so, and no more.
  private static func evidence(_ status: EvidenceStatus) -> String {
    switch status {
    case .none: "Aucune pièce n’est citée."
    case .mismatch: "Un contrôle a trouvé une pièce qui diffère de son empreinte."
    case .broken: "Un contrôle n’a pas pu atteindre une pièce."
    case .checked: "Un contrôle a trouvé toutes les pièces publiques conformes à leur empreinte."
    case .listed: "Des pièces sont citées, et toutes n’ont pas été contrôlées à temps."
    }
  }

  private static func headline(_ code: String, _ row: HeadlineRow) -> String {
    switch row {
    case .duty: "Le titre est l’obligation\u{202F}: \(quoted(code))."
    case .claim: "Le titre est la déclaration\u{202F}: \(quoted(code))."
    case .submission: "Le titre est l’état du dépôt\u{202F}: \(quoted(code))."
    }
  }
}
