internal import Cryptography

extension LedgerState {
  /// `accord.publish`: a version for the periods that open later. // Format §9, §11
  mutating func apply(_ publication: AccordPublication, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    let document = publication.document
    func refused(_ reason: String, _ message: String, hint: String) -> Refusal {
      Refusal.rule(entry.kind, reason, message, hint: hint)
    }
    if document.definitionStatus == .demo, identity?.environment == .production {
      throw refused(
        "demo-definition", "a demo accord cannot be published in a production ledger",
        hint: "make a demo ledger: pledgebook init --environment demo")
    }
    if let latest = accord.versions.last {
      try checkSuccession(publication, after: latest, recorded: entry.stamp.recorded, refused)
    } else {
      if document.previousSHA256 != nil {
        throw refused("previous", "a first version has no previousSha256", hint: "remove the member")
      }
      if publication.changes != nil {
        throw refused("changes", "a first version has no changes", hint: "leave changes out")
      }
    }
    accord.versions.append(PublishedAccord(entry: entry.stamp, document: document, sha256: publication.sha256))
  }

  private func checkSuccession(
    _ publication: AccordPublication, after latest: PublishedAccord, recorded: Instant,
    _ refused: (String, String, String) -> Refusal
  ) throws(Refusal) {
    let document = publication.document
    guard document.id == latest.document.id else {
      throw refused("id", "the accord of this ledger is \(latest.document.id), not \(document.id)", "keep the id")
    }
    guard document.version > latest.document.version else {
      throw refused(
        "version", "version \(document.version) does not come after \(latest.document.version)", "raise the version")
    }
    guard document.previousSHA256 == latest.sha256 else {
      throw refused(
        "previous", "previousSha256 is not the digest of version \(latest.document.version)",
        "set previousSha256 to \(latest.sha256)")
    }
    guard publication.changes != nil else {
      throw refused("changes", "a later version says what changed", "add --changes TEXT")
    }
    try checkPeriods(of: document, recorded: recorded, refused)
  }

  /// `deadline.extend`: the due date only ever moves later. // Format §11
  mutating func apply(_ extended: Extension, _ entry: Entry, _ signers: Signers) throws(Refusal) {
    try signers.requireRegistrar()
    func refused(_ reason: String, _ message: String, hint: String) -> Refusal {
      Refusal.rule(entry.kind, reason, message, hint: hint)
    }
    guard let governing = accord.owed(extended.period), let period = governing.document.period(extended.period)
    else {
      throw refused("unknown-period", "the accord has no period \(extended.period)", hint: "pledgebook accord show")
    }
    for id in extended.signatories ?? [] where members.slot(of: id) == nil {
      throw refused("unknown-signatory", "\(id) is not in this ledger", hint: "pledgebook log --kind signatory.join")
    }
    for id in extended.commitments where governing.document.commitment(id) == nil {
      throw refused("unknown-commitment", "the accord has no commitment \(id)", hint: "pledgebook accord show")
    }
    // The present due of a cell is the latest of the period's and of every extension that covers it.
    var present = period.due
    var last: ExtensionEvent?
    for earlier in accord.extensions where earlier.period == extended.period && earlier.overlaps(extended) {
      guard earlier.newDue > present else { continue }
      (present, last) = (earlier.newDue, earlier)
    }
    guard extended.newDue > present else {
      let whose = last?.signatories.map { " of " + $0.map(\.text).joined(separator: ", ") } ?? ""
      let since = last.map { ", by entry \($0.entry.index)" } ?? ""
      // Who has more time already is named: everybody else may still get the date.
      let others = whose.isEmpty || extended.signatories?.count == 1
      throw refused(
        "not-later", "the new due date \(extended.newDue) is not after the present one\(whose), \(present)\(since)",
        hint: "a deadline only ever moves later"
          + (others ? "" : ": give a later one, or name those who are to have this one, --signatory ID, once for each"))
    }
    accord.extensions.append(
      ExtensionEvent(
        entry: entry.stamp, period: extended.period, signatories: extended.signatories,
        commitments: extended.commitments, newDue: extended.newDue))
  }
}

extension ExtensionEvent {
  /// Whether some cell lies in the scope of both.
  fileprivate func overlaps(_ other: Extension) -> Bool {
    let sharesSignatory =
      signatories.map { mine in other.signatories.map { !Set(mine).isDisjoint(with: $0) } ?? true } ?? true
    let sharesCommitment =
      commitments.isEmpty || other.commitments.isEmpty || !Set(commitments).isDisjoint(with: other.commitments)
    return sharesSignatory && sharesCommitment
  }
}
