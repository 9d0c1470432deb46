internal import Compliance
internal import Pledges

/// A report in French. Before a colon or a semicolon stands U+202F, the narrow no-break space.
struct FrenchWording: Wording {
  let noAttestation = "Aucune attestation enregistrée dans ce registre."
  let absence = "L’absence d’enregistrement ne dit rien de la conduite."
  let proofLimit = "Le registre prouve qui a dit quoi et quand, non que ce soit vrai."
  let demoLedger = "Registre de démonstration. Ses entrées sont inventées ou faites à l’essai."
  let demoAccord = "L’accord est inventé pour la démonstration."
  let unofficialAccord =
    "Non officiel. Ni publié, ni vérifié, ni approuvé par ceux qui ont adopté l’accord\u{202F}; le texte officiel fait foi."
  let registerOnly = "Cet accord ne demande aucun rapport\u{202F}: personne ne peut être en retard ni manquant."
  let notEndorsement = "Une inscription, un examen ou un registre vérifié ne vaut pas approbation."

  let complianceReport = "Rapport de conformité"
  let identity = "Signataire"
  let proof = "Preuve"
  let countsHeading = "Décompte"
  let commitments = "Engagements"
  let commitment = "Engagement"
  let details = "Détails"
  let challenges = "Contestations et réponses"
  let history = "Historique"
  let nextDuties = "À venir"
  let keys = "Clés"
  let keyOfTerms = "Légende"
  let howToObject = "Comment contester"

  func objection(registrar: String, office: String, contact: String) -> String {
    "Quiconque trouve une erreur, et d’abord la partie nommée, le dit au teneur de ce registre, \(registrar). "
      + "Un signataire corrige sa propre attestation par une nouvelle\u{202F}; l’ancienne reste lisible à côté. "
      + "Bureau de l’accord\u{202F}: \(office), \(contact)"
  }

  let kind = "Type"
  let country = "Code de pays"
  let traits = "Caractéristiques"
  let standing = "Situation"
  let joined = "Adhésion"
  let joinedVia = "Adhésion par"
  let reservation = "Réserve"
  let subscription = "Lié par"
  let allCommitments = "tous les engagements"
  let noCommitment = "aucun engagement"
  let basis = "Fondement"
  let basisSigned = "signé par le signataire"
  let basisPublicSource = "source publique, non signé par le signataire"
  let source = "Source"
  let formerNames = "Noms dans le temps"
  let successor = "Succession par"
  let name = "Nom"
  let asOf = "État au"
  let ledger = "Registre"
  let genesis = "Genèse"
  let environment = "Environnement"
  let size = "Entrées vues"
  let root = "Racine de l’arbre"
  let head = "Dernière entrée"
  let checkpoint = "Point de contrôle"
  let checkpointSigner = "Clé du journal"
  let rules = "Règles de statut"
  let accord = "Accord"
  let officialTexts = "Textes officiels"
  let program = "Produit par"
  let verifyCommand = "Vérifier"
  let repeatCommand = "Refaire"
  let period = "Période"
  let opens = "Ouverture"
  let due = "Échéance"
  let close = "Fin du délai de grâce"
  let entry = "Entrée"
  let entries = "Entrées"
  let recorded = "Enregistré"
  let effective = "avec effet au"
  let headline = "Statut"
  let submissionHeading = "Dépôt"
  let claimHeading = "Déclaration"
  let evidenceHeading = "Pièces"
  let assuranceHeading = "Assurance"
  let disputeHeading = "Contestation"
  let flagsHeading = "Remarques"
  let explanation = "Explication"
  let measures = "Mesures"
  let indicators = "Indicateurs"
  let planned = "Prévu"
  let signedBy = "Signé par la clé"
  let reviews = "Examens"
  let reviewer = "Examinateur"
  let independence = "Indépendance"
  let paidBy = "Payé par"
  let standard = "Norme"
  let challenger = "Contestataire"
  let reply = "Réponse"
  let noReply = "Aucune réponse enregistrée."
  let decision = "Décision"
  let paraphrase = "paraphrase, non le texte officiel"
  let lastCheck = "Dernier contrôle"
  let notChecked = "non contrôlé"
  let retroactive = "échéance repoussée après coup"
  let nothingDue = "Rien n’est dû."
  let nothing = "aucune"
  let before = "Avant"
  let after = "Après"
  let voidSince = "nulle depuis le"
  let inForce = "en vigueur"

  let skipToContent = "Aller au contenu"
  let contents = "Sommaire"
  let timeline = "Chronologie"
  func timelineOf(_ marks: Int) -> String {
    "Ligne du temps à \(marks) repères numérotés\u{202F}; la liste dessous les explique."
  }
  let extendedDue = "Échéance repoussée"
  let indicator = "Indicateur"
  let value = "Valeur"
  let earlier = "Périodes antérieures"
  let course = "Évolution"
  let captured = "saisi le"
  let why = "Pourquoi le rapport le dit"
  let what = "Objet"
  let remarkHeading = "Précisions"
  let dutyHeading = "Obligation"
  let rulesNote =
    "Les déclarations sont celles du signataire. Délais, pièces, assurance et contestations en sont distincts, et rien n’est additionné en une note."
  func labelled(_ label: String, _ value: String) -> String { "\(label)\u{202F}: \(value)" }
  func at(_ instant: Instant) -> String { "état au \(instant)" }
  func reference(_ entry: EntryIndex) -> String { "entrée \(entry)" }

  func counted(_ part: Int, of whole: Int) -> String { "\(part) sur \(whole)" }
  let required = "Requis"
  let reported = "Déposés"
  let onTime = "À temps"
  let late = "En retard"
  let overdue = "Échéance passée"
  let missing = "Non déclarés"
  let withEvidence = "Avec pièces"
  let withCheckedEvidence = "Avec pièces contrôlées"
  let reviewed = "Examinés"
  let encouraged = "Encouragés, déposés"
  let voluntary = "Volontaires"

  func daysLate(_ days: Int64) -> String { days == 1 ? "1 jour de retard" : "\(days) jours de retard" }
}

extension FrenchWording {
  func label(_ duty: Duty) -> String {
    switch duty {
    case .noReporting: "aucun rapport demandé"
    case .dropped: "période supprimée"
    case .notMember: "non membre"
    case .listed: "inscrit d’après une source publique"
    case .notApplicable: "non concerné"
    case .notSubscribed: "non souscrit"
    case .notYetDue: "pas encore dû"
    case .suspended: "suspendu"
    case .required: "requis"
    case .encouraged: "encouragé"
    }
  }

  func label(_ submission: Submission) -> String {
    switch submission {
    case .voluntary: "volontaire"
    case .onTime: "à temps"
    case .late: "en retard"
    case .none: "aucun"
    case .upcoming: "pas encore ouvert"
    case .open: "ouvert"
    case .notReported: "rien d’enregistré"
    case .overdue: "échéance passée"
    case .missing: "rien d’enregistré"
    }
  }

  func label(_ flag: Flag) -> String {
    switch flag {
    case .withdrawn: "retirée"
    case .restated: "rectifiée"
    case .restatedAfterDue: "rectifiée après l’échéance"
    case .raisedAfterDue: "relevée après l’échéance"
    case .voidSignature: "une entrée est nulle\u{202F}: une de ses clés a été déclarée compromise"
    case .reviewOfOlderVersion: "un examen porte sur une version antérieure"
    case .responseOverdue: "une réponse à une contestation tarde"
    case .noKey: "trop peu de clés, et non de son fait"
    }
  }

  func label(_ dispute: Dispute) -> String {
    switch dispute {
    case .none: "aucune"
    case .open: "contestation ouverte"
    case .upheld: "contestation retenue"
    case .partlyUpheld: "contestation retenue en partie"
    case .rejected: "contestation rejetée"
    }
  }

  func label(_ evidence: EvidenceStatus) -> String {
    switch evidence {
    case .none: "aucune"
    case .mismatch: "ne correspond pas à son empreinte"
    case .broken: "hors d’atteinte"
    case .checked: "contrôlées"
    case .listed: "citées"
    }
  }

  func label(_ standing: Standing) -> String {
    switch standing {
    case .notMember: "non membre"
    case .succeeded: "une autre partie lui succède"
    case .delisted: "radié"
    case .withdrawn: "retiré"
    case .listed: "inscrit d’après une source publique"
    case .suspended: "suspendu"
    case .active: "actif"
    case .new: "nouveau"
    case .delistingEligible: "peut être radié"
    case .nonCommunicating: "aucun rapport enregistré pour la dernière période échue"
    }
  }

  func label(_ conclusion: ReviewConclusion) -> String {
    switch conclusion {
    case .supports: "confirme la déclaration"
    case .qualified: "confirme la déclaration en partie"
    case .contradicts: "contredit la déclaration"
    }
  }

  func label(_ outcome: ChallengeOutcome) -> String {
    switch outcome {
    case .upheld: "retenue"
    case .partlyUpheld: "retenue en partie"
    case .rejected: "rejetée"
    }
  }

  func label(_ state: HistoryLine.AttestationState) -> String {
    switch state {
    case .stands: "en vigueur"
    case .superseded: "remplacée"
    case .withdrawn: "retirée"
    case .void: "nulle"
    case .withdrawal: "retrait"
    case .heldBack: "sans effet"
    }
  }

  func label(_ kind: EntryKind) -> String {
    switch kind.known {
    case .ledgerGenesis: "début du registre"
    case .registrarUpdate: "teneur du registre modifié"
    case .logRotate: "clés du journal changées"
    case .accordPublish: "accord publié"
    case .partyAdmit: "partie admise"
    case .keyRegister: "clé enregistrée"
    case .keyRotate: "clé échangée"
    case .keyRevoke: "clé révoquée"
    case .keyThreshold: "seuil de signature fixé"
    case .keyRecover: "clés récupérées"
    case .keyObject: "objection à un acte sur des clés"
    case .signatoryJoin: "adhésion"
    case .signatoryUpdate: "identité mise à jour"
    case .signatorySubscribe: "souscription"
    case .signatoryUnsubscribe: "fin de souscription"
    case .signatorySuspend: "suspension"
    case .signatoryReinstate: "rétablissement"
    case .signatoryDelist: "radiation"
    case .signatoryWithdraw: "retrait de l’accord"
    case .deadlineExtend: "échéance repoussée"
    case .attestationSubmit: "attestation déposée"
    case .attestationSupersede: "attestation rectifiée"
    case .attestationWithdraw: "attestation retirée"
    case .evidenceCheck: "pièce contrôlée"
    case .reviewPublish: "examen publié"
    case .reviewWithdraw: "examen retiré"
    case .challengeOpen: "contestation ouverte"
    case .challengeRespond: "réponse à une contestation"
    case .challengeResolve: "contestation tranchée"
    case .challengeWithdraw: "contestation retirée"
    case .textRedact: "textes retirés"
    case nil: "type inconnu \(kind.text)"
    }
  }

  func label(_ result: EvidenceCheckEvent.Result) -> String {
    switch result {
    case .match: "correspond à son empreinte"
    case .mismatch: "ne correspond pas à son empreinte"
    case .unreachable: "hors d’atteinte"
    case .sealed: "scellée"
    }
  }

  func label(_ visibility: EvidenceItem.Visibility) -> String {
    switch visibility {
    case .public: "publique"
    case .onRequest: "sur demande"
    case .sealed: "scellée"
    }
  }

  func label(_ done: Claim.Measure.Done) -> String {
    switch done {
    case .yes: "oui"
    case .no: "non"
    case .planned: "prévu"
    }
  }
}
