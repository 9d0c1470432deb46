internal import Compliance
internal import Languages
internal import Pledges

// What the office named on a page types to act: to file what is due, to answer a challenge. Identifiers hold nothing that
// a shell acts on. // Format §2

extension ReportFrame {
  /// For each period that is open for reports, the command that files what is due.
  func commands(toFile duties: [NextDuty], of signatory: PartyID) -> [(label: String, command: String)] {
    duties.filter { $0.submission != .upcoming }.map { duty in
      let claims = duty.commitments.map { " --claim \($0)=VALUE" }.joined()
      let file = "pledgebook attest --signatory \(signatory) --period \(duty.period.id)"
      // What stands is restated, even if it makes no claim. // Format §11
      return duty.noClaim == nil
        ? (wording.toReport, "\(file)\(claims) --key FILE")
        : (wording.toRestate, "\(file) --supersede\(claims) --reason other --note TEXT --key FILE")
    }
  }

  /// The command that answers a challenge that waits for it.
  func commands(toReplyTo thread: ChallengeThread) -> [(label: String, command: String)] {
    guard thread.awaitsReply else { return [] }
    let text = "\(language.rawValue)=TEXT"
    return [(wording.toReply, "pledgebook challenge respond \(thread.entry.index) --text \(text) --key FILE")]
  }
}

extension [String] {
  /// Each once, in the order in which they came.
  var unique: [String] {
    var seen: Set<[UInt8]> = []
    return filter { seen.insert([UInt8]($0.utf8)).inserted }
  }
}
