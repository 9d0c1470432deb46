internal import Cryptography
internal import Pledges

extension WordList {
  mutating func say(_ join: Join) -> String {
    for (language, text) in join.name.entries { add("name (\(language))", quoted(text)) }
    add("country", join.country)
    add("traits", join.traits.map(\.text))
    add("joined via", join.joinedVia.map(quoted))
    add("reservation", join.reservation)
    add("commitments", join.subscribed.map { $0.isEmpty ? "none" : $0.map(\.text).joined(separator: ", ") })
    add(keys: join.keys, as: "key")
    add("keys that sign", join.threshold.map { "\($0)" })
    add(join.identifications)
    if let source = join.source {
      add("source", "\(word(source.uri)), as of \(day(source.asOf))")
      add("source SHA-256", source.sha256?.hex)
    }
    let basis =
      switch join.basis {
      case .signed: "joins as \(join.kind)"
      case .publicSource: "is listed as \(join.kind) from a public source"
      }
    return "\(quoted(join.name.text(in: "en"))) (\(join.signatory)) \(basis), with effect from \(time(join.effective))"
  }

  mutating func say(_ update: SignatoryUpdate) -> String {
    for (language, text) in update.name?.entries ?? [] { add("name (\(language))", quoted(text)) }
    add("kind", update.kind?.text)
    add("country", update.country)
    add("traits", update.traits.map { $0.isEmpty ? "none" : $0.map(\.text).joined(separator: ", ") })
    let how =
      switch update.reason {
      case .renamed: "is renamed"
      case .corrected: "is corrected"
      case .succeeded: "is succeeded"
      }
    let successor = update.successor.map { " by \(name($0))" } ?? ""
    return "\(name(update.signatory)) \(how)\(successor), with effect from \(time(update.effective))"
  }

  mutating func say(_ change: SubscriptionChange, _ verb: String) -> String {
    for id in change.commitments { add("commitment", commitment(id, in: nil)) }
    let what = change.commitments.map(\.text).joined(separator: ", ")
    return "\(name(change.signatory)) \(verb) \(what), with effect from \(time(change.effective))"
  }

  mutating func say(_ change: StandingChange, _ participle: String) -> String {
    add("reason", change.reason.rawValue)
    add("note", change.note)
    add("decision", change.decision)
    if change.reason == .enteredInError {
      // Its time counts for nothing: it is struck by this entry, whatever it says. // Format §3
      add("with effect from", time(change.effective))
      return "\(name(change.signatory)) is \(participle): it was entered in error, and never was a member"
    }
    return "\(name(change.signatory)) is \(participle), with effect from \(time(change.effective))"
  }

  mutating func say(_ withdrawal: Withdrawal) -> String {
    add("text", withdrawal.text)
    return "\(name(withdrawal.signatory)) leaves the accord, with effect from \(time(withdrawal.effective))"
  }

  mutating func say(_ extended: Extension) -> String {
    for id in extended.commitments { add("only commitment", commitment(id, in: extended.period)) }
    add("reason", extended.reason)
    let whom = extended.signatories.map(names) ?? "all signatories"
    return "reports for \(extended.period) are due by \(time(extended.newDue)) for \(whom)"
  }
}
