import CommandLineTools
import Pledges

/// `challenge open`: somebody disputes what a signatory claims, or that it claims nothing.
enum ChallengeOpenCommand {
  static let definition = CommandDefinition(
    ["challenge", "open"], group: "Oversight", summary: "dispute what a signatory claims",
    options: [
      .value("challenger", "ID", required: true, help: "who disputes; the key must be its own"),
      .value("signatory", "ID", required: true, help: "whose claim"),
      .value("period", "PERIOD", required: true, help: "for which period"),
      .value("commitment", "C", repeats: true, required: true, help: "for which commitment"),
      .value("ground", "GROUND", required: true, help: "one of the accord's grounds"),
      .value("text", "LANG=TEXT", repeats: true, required: true, lines: true, help: "what is wrong with the claim"),
      ChallengeOptions.evidence, StatementFlow.partyKey,
    ] + StatementFlow.options,
    examples: [
      "pledgebook challenge open --challenger gull-watch --signatory quillonia --period 2031 --commitment la-1 "
        + "--ground claim-contradicted --text en=\"the rule was never published\" --evidence letter.pdf --key gull.key"
    ],
    details: ["A challenge concerns the claim for a commitment, not one version of it; no outcome changes the claim."])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let arguments = session.arguments
    let challenge = Challenge(
      signatory: try session.existing(arguments.required("signatory"), "signatory"),
      period: try session.id(arguments.required("period"), "period"),
      commitments: try session.ids(arguments.values("commitment"), "commitment"),
      ground: try session.id(arguments.required("ground"), "ground"),
      text: try session.detach(session.requiredText("text")),
      evidence: try ChallengeOptions.evidence(session))
    let keys = try SigningKeys.party(session)
    return try StatementFlow.run(&session, keys: keys) { session, state, _ throws(CommandError) in
      try ActingParty.require("challenger", session, keys, state)
      return .challenge(challenge)
    }
  }
}

/// `challenge respond`: the signatory's answer.
enum ChallengeRespondCommand {
  static let definition = CommandDefinition(
    ["challenge", "respond"], group: "Oversight", summary: "answer a challenge, as the signatory concerned",
    operands: [ChallengeOptions.index],
    options: [
      .value("text", "LANG=TEXT", repeats: true, required: true, lines: true, help: "the answer"),
      ChallengeOptions.evidence, StatementFlow.partyKey,
    ] + StatementFlow.options,
    synonyms: ["answer", "reply"],
    examples: ["pledgebook challenge respond 20 --text en=\"it is on page 4\" --key quillonia.key"])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let response = ChallengeResponse(
      challenge: try session.index(session.operand()), text: try session.detach(session.requiredText("text")),
      evidence: try ChallengeOptions.evidence(session))
    return try StatementFlow.run(&session, keys: SigningKeys.party(session)) { _, _, _ in .respond(response) }
  }
}

/// `challenge resolve`: the decision of a panel.
enum ChallengeResolveCommand {
  static let definition = CommandDefinition(
    ["challenge", "resolve"], group: "Oversight", summary: "decide a challenge, as a panel",
    operands: [ChallengeOptions.index],
    options: [
      .value("panel", "ID", required: true, help: "who decides; the key must be its own"),
      .value(
        "outcome", "C=OUTCOME", repeats: true, required: true,
        help: "the decision about commitment C, once for each challenged: \(outcomes)"),
      .value("text", "LANG=TEXT", repeats: true, required: true, lines: true, help: "the reasons"),
      StatementFlow.partyKey,
    ] + StatementFlow.options,
    synonyms: ["decide", "decision"],
    examples: [
      "pledgebook challenge resolve 20 --panel tide-panel --outcome la-1=upheld --outcome la-2=rejected "
        + "--text en=\"no rule was found\" --key tide.key"
    ],
    details: ["A later decision, after an appeal, replaces an earlier one. A party to the challenge cannot decide it."])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let resolution = ChallengeResolution(
      challenge: try session.index(session.operand()),
      outcomes: try outcomes(session),
      text: try session.detach(session.requiredText("text")))
    let keys = try SigningKeys.party(session)
    return try StatementFlow.run(&session, keys: keys) { session, state, _ throws(CommandError) in
      try ActingParty.require("panel", session, keys, state)
      return .resolve(resolution)
    }
  }

  private static let outcomes = ChallengeOutcome.allCases.map(\.rawValue).joined(separator: ", ")

  /// One decision about each commitment; the rules ask that they are those challenged.
  private static func outcomes(_ session: borrowing Session) throws(CommandError) -> [CommitmentOutcome] {
    var found: [CommitmentOutcome] = []
    for value in session.arguments.values("outcome") {
      if ChallengeOutcome(rawValue: value) != nil {
        throw .usage(
          "invalid-value", "--outcome \(value) does not say for which commitment",
          hint: "write --outcome COMMITMENT=\(value), once for each commitment challenged")
      }
      let (commitment, word) = try session.split(value, at: "=", option: "outcome", form: "COMMITMENT=OUTCOME")
      guard let outcome = ChallengeOutcome(rawValue: word) else {
        throw .usage("invalid-value", "--outcome does not take \(word)", hint: "it takes \(outcomes)")
      }
      let id: CommitmentID = try session.id(commitment, "commitment")
      guard !found.contains(where: { $0.commitment == id }) else {
        throw .usage("invalid-value", "--outcome decides twice about \(id)", hint: "decide once about each commitment")
      }
      found.append(CommitmentOutcome(commitment: id, outcome: outcome))
    }
    return found
  }
}

/// `challenge withdraw`: the challenger takes it back.
enum ChallengeWithdrawCommand {
  static let definition = CommandDefinition(
    ["challenge", "withdraw"], group: "Oversight", summary: "take a challenge back",
    operands: [ChallengeOptions.index],
    options: [
      .value("text", "LANG=TEXT", repeats: true, lines: true, help: "why"), StatementFlow.partyKey,
    ] + StatementFlow.options,
    examples: ["pledgebook challenge withdraw 20 --text en=\"the page was shown to us\" --key gull.key"],
    details: ["Only the challenger that opened it can. A challenge that was decided stays decided."])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let withdrawal = ChallengeWithdrawal(
      challenge: try session.index(session.operand()), text: try session.detach(ifGiven: session.textOrMap("text")))
    return try StatementFlow.run(&session, keys: SigningKeys.party(session)) { _, _, _ in
      .withdrawChallenge(withdrawal)
    }
  }
}

/// What the four have in common.
private enum ChallengeOptions {
  static let index = OperandDefinition("INDEX", help: "the entry that opened the challenge")
  static let evidence = OptionDefinition.value(
    "evidence", "FILE[;uri=…]", repeats: true,
    help: "a file that supports it; further fields: title, kind, archive, media, captured, language, visibility")

  static func evidence(_ session: borrowing Session) throws(CommandError) -> [EvidenceItem] {
    var items: [EvidenceItem] = []
    for value in session.arguments.paths("evidence") {
      items.append(try EvidenceFile.read(value).item("e\(items.count + 1)", session))
    }
    return items
  }
}
