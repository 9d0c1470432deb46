import CommandLineTools
import Pledges

/// `redact`: the body of an attestation, review, challenge, answer or decision is removed by law; its header stays.
enum RedactCommand {
  static let definition = CommandDefinition(
    ["redact"], group: "Keeping a ledger", summary: "remove the body of an entry by law; its header stays",
    operands: [
      OperandDefinition("INDEX", help: "the entry: an attestation, review or challenge, an answer or a decision")
    ],
    options: [
      .value("legal-basis", "TEXT", required: true, help: "the law or order that asks for it"),
      StatementFlow.registrarKey,
    ] + StatementFlow.options,
    examples: [
      "pledgebook redact 12 --legal-basis \"order 7/2033 of the Lantern court\" --registrar-key Keys/registrar"
    ],
    details: [
      "The body leaves this ledger file for good; the chain holds, since the header stays. What was claimed is gone, when "
        + "it was filed is not. Exports and backups made before still have the body: that is for their keepers to see to. "
        + "While somebody reads the ledger its bytes may have to stay in the file: then a warning says how to take them out."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let index = try session.index(session.operand())
    let legalBasis = try session.arguments.required("legal-basis")
    return try StatementFlow.run(&session, keys: SigningKeys.registrar(session)) { _, state, _ throws(CommandError) in
      guard let summary = state.redactable(index) else {
        throw CommandError(
          code: "rule.payload.not-redactable",
          message: "entry \(index) is not an attestation, a review, a challenge, or an answer or decision on one",
          hint: "only their bodies can be removed; pledgebook show \(index) says what it is", exit: .refused)
      }
      return .redact(Redaction(entry: index, legalBasis: legalBasis, summary: summary))
    }
  }
}
