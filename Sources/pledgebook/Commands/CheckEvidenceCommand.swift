import CommandLineTools
import Cryptography
import Pledges

/// `check-evidence`: a checker says whether a document still is what its digest says.
enum CheckEvidenceCommand {
  static let definition = CommandDefinition(
    ["check-evidence"], group: "Oversight", summary: "say whether a document still is what its digest says",
    operands: [OperandDefinition("SHA256", help: "digest of the document, as an attestation names it")],
    options: [
      .value("checker", "ID", required: true, help: "who checked; the key must be its own"),
      .value("uri", "URI", required: true, help: "where it was looked for"),
      .choice(
        "result", EvidenceCheckEvent.Result.allCases.map(\.rawValue), required: true,
        help: "what was found; sealed: seen, and not public"),
      .value("checked-at", "TIME", help: "when it was looked for (default: now)"),
      StatementFlow.partyKey,
    ] + StatementFlow.options,
    examples: [
      "pledgebook check-evidence $(sha256sum law.pdf | cut -c1-64) --checker harbour-audit "
        + "--uri https://quillonia.example/law.pdf --result match --key harbour.key"
    ],
    details: ["The last check of a digest counts, for every attestation that refers to it."])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let text = try session.operand()
    guard let digest = Digest(hex: text) else {
      throw .usage(
        "invalid-value", "\(text) is not a digest of 64 lowercase hexadecimal digits", hint: "sha256sum FILE prints it")
    }
    let uri = try session.arguments.required("uri")
    let result = try session.choice("result", EvidenceCheckEvent.Result.self)
    let keys = try SigningKeys.party(session)
    return try StatementFlow.run(&session, keys: keys) { session, state, now throws(CommandError) in
      try ActingParty.require("checker", session, keys, state)
      return .checkEvidence(
        EvidenceCheck(
          evidence: digest, uri: uri, result: result, checkedAt: try session.instant("checked-at") ?? now))
    }
  }
}
