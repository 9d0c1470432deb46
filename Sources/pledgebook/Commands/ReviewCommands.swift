import CommandLineTools
import Pledges

/// `review publish`: what somebody else concludes about one attestation.
enum ReviewPublishCommand {
  static let definition = CommandDefinition(
    ["review", "publish"], group: "Oversight", summary: "publish what a reviewer concludes about an attestation",
    operands: [OperandDefinition("INDEX", help: "the entry of the attestation")],
    options: [
      .value("reviewer", "ID", required: true, help: "who reviews; the key must be its own"),
      .value("commitment", "C", repeats: true, required: true, help: "a commitment that was looked at"),
      .choice(
        "conclusion", ReviewConclusion.allCases.map(\.rawValue), required: true, help: "what the reviewer found"),
      .value("level", "LEVEL", required: true, help: "how closely it looked, out of the accord's levels"),
      .value(
        "independence", "TEXT", required: true, lines: true, help: "how the reviewer is independent of the signatory"),
      .value("paid-by", "TEXT", required: true, help: "who pays for the review"),
      .value("standard", "TEXT", help: "the standard that was followed"),
      .value("text", "LANG=TEXT", repeats: true, lines: true, help: "the conclusion in words"),
      StatementFlow.partyKey,
    ] + StatementFlow.options,
    examples: [
      "pledgebook review publish 12 --reviewer harbour-audit --commitment la-1 --conclusion supports --level limited "
        + "--independence \"no other business with it\" --paid-by \"the secretariat\" --key harbour.key"
    ],
    details: [
      "A review is of one entry: when the attestation is restated, the review stays with the older version. "
        + "A level says how closely somebody looked, not what they found."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let arguments = session.arguments
    let index = try session.index(session.operand())
    let commitments: [CommitmentID] = try session.ids(arguments.values("commitment"), "commitment")
    let conclusion = try session.choice("conclusion", ReviewConclusion.self)
    let level: PlainID = try session.id(arguments.required("level"), "level")
    let words = try session.detach(
      Review.Words(
        independence: arguments.required("independence"), paidBy: arguments.required("paid-by"),
        text: session.textOrMap("text")))
    let keys = try SigningKeys.party(session)
    return try StatementFlow.run(&session, keys: keys) { session, state, _ throws(CommandError) in
      try ActingParty.require("reviewer", session, keys, state)
      guard let attestation = state.attestation(at: index) else {
        throw CommandError(
          code: "rule.review.not-an-attestation", message: "entry \(index) is not an attestation",
          hint: "pledgebook log --kind attestation.submit lists them", exit: .refused)
      }
      warn(of: commitments, in: index, state, session)
      return .review(
        Review(
          of: attestation, commitments: commitments, conclusion: conclusion, level: level,
          standard: session.arguments.value("standard"), words: words))
    }
  }
}

extension ReviewPublishCommand {
  /// Says of which commitments the entry is not what stands any more: the review would stay with what was superseded.
  private static func warn(
    of commitments: [CommitmentID], in index: EntryIndex, _ state: LedgerState, _ session: borrowing Session
  ) {
    guard let signatory = state.signatory(of: index),
      let event = state.history(of: signatory)?.attestations.first(where: { $0.entry.index == index })
    else { return }
    for commitment in commitments where event.claims.contains(where: { $0.commitment == commitment }) {
      let head = state.head(signatory: signatory, period: event.period, commitment: commitment)
      guard head?.index != index else { continue }
      let now = head.map { "entry \($0.index) stands for it now" } ?? "it was withdrawn"
      session.output.warn(
        "entry \(index) does not stand for \(commitment) any more: \(now)",
        hint: "a review stays with the entry that it is of"
          + (head.map { "; to review what stands: pledgebook review publish \($0.index)" } ?? ""))
    }
  }
}

/// `review withdraw`: the reviewer takes a review back.
enum ReviewWithdrawCommand {
  static let definition = CommandDefinition(
    ["review", "withdraw"], group: "Oversight", summary: "take a review back",
    operands: [OperandDefinition("INDEX", help: "the entry of the review")],
    options: [
      .value("text", "LANG=TEXT", repeats: true, lines: true, help: "why"), StatementFlow.partyKey,
    ] + StatementFlow.options,
    examples: ["pledgebook review withdraw 15 --text en=\"a figure was misread\" --key harbour.key"],
    details: ["Only the reviewer that published it can. The review stays in the ledger and counts no more."])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let index = try session.index(session.operand())
    let text = try session.detach(ifGiven: session.textOrMap("text"))
    return try StatementFlow.run(&session, keys: SigningKeys.party(session)) { _, state, _ throws(CommandError) in
      guard let review = state.review(at: index) else {
        throw CommandError(
          code: "rule.review.unknown-review", message: "entry \(index) is not a review",
          hint: "pledgebook log --kind review.publish lists them", exit: .refused)
      }
      return .withdrawReview(ReviewWithdrawal(of: review, text: text))
    }
  }
}
