import CommandLineTools
import Cryptography
import Pledges
import Storage

/// `redact`: words of an entry are removed by law; the entry and every fact in it stay.
enum RedactCommand {
  static let definition = CommandDefinition(
    ["redact"], group: "Keeping a ledger", summary: "remove words of an entry by law; every fact stays",
    operands: [OperandDefinition("INDEX", help: "the entry whose words are removed")],
    options: [
      .value("text", "DIGEST", repeats: true, help: "remove this text only (default: all that are still there)"),
      .choice(
        "basis", TextRedaction.LegalBasis.Basis.allCases.map(\.rawValue), required: true, help: "what asks for it"),
      .value(
        "reference", "TEXT", required: true,
        help: "where the request or the decision is filed; it stands in the ledger for ever, so name no person"),
      StatementFlow.registrarKey,
    ] + StatementFlow.askingOptions,
    examples: [
      "pledgebook show 12", "# all words of entry 12",
      "pledgebook redact 12 --basis court-order --reference \"Lantern court, 7/2033\" --registrar-key Keys/registrar",
    ],
    details: [
      "The words leave this ledger file for good, and other entries that name the very same digest lose it too. The "
        + "same words filed anew have another salt and another digest: they stay, and are listed, so that each can be removed "
        + "by itself. What was claimed, by whom and when stays as it was signed. Copies take the removal over when they take the next "
        + "checkpoint; exports and backups made before still have the words: that is for their keepers to see to. "
        + "While somebody reads the ledger the bytes may have to stay in the file: then a warning says how to take them out."
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let index = try session.index(session.operand())
    let basis = TextRedaction.LegalBasis(
      basis: try session.choice("basis", TextRedaction.LegalBasis.Basis.self),
      reference: try session.arguments.required("reference"))
    var named: [Digest] = []
    for text in session.arguments.values("text") {
      guard let digest = Digest(hex: text) else {
        throw .usage(
          "invalid-value", "--text \(text) is not a digest", hint: "pledgebook show \(index) lists its texts")
      }
      named.append(digest)
    }
    let there = try ReadLedger.with(session) { store in try texts(of: index, store) }
    return try StatementFlow.run(&session, keys: SigningKeys.registrar(session)) {
      session, state, _ throws(CommandError) in
      let left = there.filter { state.removals.removal(of: $0, from: index) == nil }
      guard !left.isEmpty || !named.isEmpty else {
        throw CommandError(
          code: "rule.text.unknown", message: "entry \(index) has no words that are still there",
          hint: "nothing needs doing; pledgebook show \(index) lists its texts", exit: .refused)
      }
      let texts = named.isEmpty ? left : named
      return .redact(TextRedaction(entry: index, texts: texts, legalBasis: basis))
    }
  }

  /// The digests that a removal of words can name in an entry.
  private static func texts(of index: EntryIndex, _ store: any LedgerReading) throws -> [Digest] {
    guard let bytes = try ShowCommand.stored(index, store).envelope else { return [] }
    return try Statement.read(Envelope.readStored(bytes).payload).textDigests
  }
}
