internal import Compliance

extension FrenchWording {
  func meaning(_ submission: Submission) -> String {
    switch submission {
    case .voluntary: "Une déclaration est enregistrée sans être due."
    case .onTime: "La première déclaration a été enregistrée au plus tard à l’échéance."
    case .late: "La première déclaration a été enregistrée après l’échéance."
    case .none: "Rien n’est dû et rien n’est enregistré."
    case .upcoming: "Le dépôt n’est pas encore ouvert."
    case .open: "Le dépôt est ouvert\u{202F}; aucun rapport n’est encore enregistré, ou un rapport sans déclaration."
    case .notReported: "L’échéance est passée et rien n’est enregistré\u{202F}; rien n’était dû."
    case .overdue:
      "L’échéance est passée, le délai de grâce court, et aucun rapport n’est enregistré, ou un rapport sans déclaration."
    case .missing:
      "Le délai de grâce est fini et aucune attestation n’est enregistrée dans ce registre. Cela ne dit rien de la conduite."
    }
  }

  func meaning(_ duty: Duty) -> String {
    switch duty {
    case .noReporting: "L’accord ne demande de rapport à personne."
    case .dropped:
      "Une version ultérieure de l’accord a supprimé la période avant son début\u{202F}; personne ne la doit."
    case .notMember: "Le signataire n’est pas membre pour la période."
    case .listed:
      "Le signataire est inscrit d’après une source publique\u{202F}; il n’a pas de clé ici et ne peut rien déposer, donc il ne doit rien."
    case .notApplicable: "L’engagement ne s’adresse pas aux signataires de ce type."
    case .notSubscribed: "Le signataire n’a pas souscrit à l’engagement."
    case .notYetDue: "Le délai avant un premier rapport n’est pas fini."
    case .suspended: "Le signataire est suspendu\u{202F}; rien n’est dû pendant ce temps."
    case .required: "Un rapport est dû."
    case .encouraged: "Un rapport est bienvenu et n’est jamais en retard."
    }
  }

  func meaning(_ flag: Flag) -> String {
    switch flag {
    case .withdrawn: "Le signataire a retiré sa déclaration et n’a rien déposé depuis."
    case .restated: "La déclaration a changé\u{202F}; l’ancienne reste dans l’historique."
    case .restatedAfterDue: "… après l’échéance."
    case .raisedAfterDue: "… et vers un rang plus élevé."
    case .voidSignature:
      "Une attestation est nulle\u{202F}: il lui reste trop peu de clés, car l’une a été déclarée compromise auparavant."
    case .reviewOfOlderVersion:
      "Un examen porte sur une déclaration qui n’est plus en vigueur\u{202F}; il ne compte pas."
    case .responseOverdue: "Le délai de réponse à une contestation est passé."
    case .noKey:
      "Pendant qu’il pouvait déposer, le signataire avait moins de clés qu’il n’en faut pour signer\u{202F}: le responsable du registre en avait mis fin à une, ou une récupération était en attente."
    }
  }

  func meaning(_ evidence: EvidenceStatus) -> String {
    switch evidence {
    case .none: "Aucune pièce n’est citée."
    case .mismatch: "Un contrôle a trouvé un document qui diffère de son empreinte."
    case .broken: "Un contrôle n’a pas pu atteindre un document."
    case .checked: "Un contrôle a trouvé inchangés tous les documents publics. Cela ne dit rien de ce qu’ils prouvent."
    case .listed: "Des documents sont cités par leur empreinte\u{202F}; tous n’ont pas été contrôlés à temps."
    }
  }
}
