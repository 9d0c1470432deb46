extension AccordDocument {
  /// Notes what only shows when the parts of the document are held against each other. // Format §9
  func check(_ log: FaultLog) {
    for language in languages where title[language] == nil {
      log.fault(at: .member("title"), reason: "has no text in \(language), which languages lists")
    }
    log.at(.member("languages")) { requireUnique(languages, by: { ExactText($0) }, "language", log) }
    log.at(.member("signatoryKinds")) { requireUnique(signatoryKinds, by: { $0.id }, "kind", log) }
    log.at(.member("traits")) { requireUnique(traits, by: { $0.id }, "trait", log) }
    log.at(.member("commitments")) { requireUnique(commitments, by: { $0.id }, "commitment", log) }
    log.at(.member("claimValues")) { checkClaimValues(log) }
    log.at(.member("assuranceLevels")) {
      requireUnique(assuranceLevels, by: { $0.id }, "level", log)
      if assuranceLevels.first?.id != .noAssurance { log.fault("must begin with none") }
    }
    if officialTexts.isEmpty, definitionStatus != .demo {
      // A text that nobody can compare with the original is a rumour.
      log.fault(at: .member("officialTexts"), reason: "must not be empty unless definitionStatus is demo")
    }
    checkApplicability(log)
    checkPeriods(log)
    checkThemes(log)
    if let challenge {
      log.at(.member("challenge")) {
        log.at(.member("grounds")) { requireUnique(challenge.grounds, by: { $0.id }, "ground", log) }
      }
    }
  }

  private func checkClaimValues(_ log: FaultLog) {
    requireUnique(claimValues, by: { $0.id }, "claim value", log)
    guard let placeholder = claimValues.first(where: { $0.id == .noClaim }) else {
      log.fault("must contain no-claim")
      return
    }
    if placeholder.rank != 0 { log.fault("no-claim must have rank 0") }
  }

  private func checkApplicability(_ log: FaultLog) {
    let kinds = Set(signatoryKinds.map(\.id))
    let known = Set(traits.map(\.id))
    func check(_ applicability: Commitment.Applicability) {
      log.at(.member("appliesTo")) {
        for kind in applicability.kinds where !kinds.contains(kind) {
          log.fault(at: .member("kinds"), reason: "\(kind) is not a kind of this accord")
        }
        for trait in applicability.traitsAny where !known.contains(trait) {
          log.fault(at: .member("traitsAny"), reason: "\(trait) is not a trait of this accord")
        }
      }
    }
    log.at(.member("commitments")) {
      for (position, commitment) in commitments.enumerated() {
        log.at(.element(position)) {
          check(commitment.appliesTo)
          log.at(.member("measures")) {
            for (position, measure) in commitment.measures.enumerated() {
              guard let applicability = measure.appliesTo else { continue }
              log.at(.element(position)) { check(applicability) }
            }
          }
        }
      }
    }
  }

  private func checkPeriods(_ log: FaultLog) {
    guard let periods = reporting?.periods else { return }
    log.at(.member("reporting")) {
      log.at(.member("periods")) {
        requireUnique(periods, by: { $0.id }, "period", log)
        for (position, (earlier, later)) in zip(periods, periods.dropFirst()).enumerated() {
          if later.start < earlier.start {
            log.fault(at: .element(position + 1), reason: "must not start before the period listed before it")
          } else if later.start <= earlier.end {
            log.fault(at: .element(position + 1), reason: "must start after the period listed before it has ended")
          }
        }
      }
    }
  }

  private func checkThemes(_ log: FaultLog) {
    let known = Set(commitments.map(\.id))
    log.at(.member("reportedThemes")) {
      for (position, theme) in reportedThemes.enumerated() {
        for commitment in theme.mapsTo where !known.contains(commitment) {
          log.fault(
            at: .element(position), .member("mapsTo"), reason: "\(commitment) is not a commitment of this accord")
        }
      }
    }
  }
}
