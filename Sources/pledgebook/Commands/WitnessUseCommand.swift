import CommandLineTools
import Files
import Pledges
import Service
import TransparencyLog

/// `witness use`: notes on this machine which witnesses are asked after every append.
enum WitnessUseCommand {
  static let definition = CommandDefinition(
    ["witness", "use"], group: "Keeping a ledger", summary: "note which witnesses cosign this ledger's checkpoints",
    options: [
      .value(
        "policy", "FILE", need: .always, or: ["none"],
        help: "trust policy: the log, witnesses with their addresses, quorum"),
      .choice(
        "when-missing", WitnessSetting.WhenMissing.allCases.map(\.rawValue),
        help: "without the quorum give out no receipt, or warn and give it out (default: fail)"),
      .value("timeout", "SECONDS", help: "how long a witness has for an answer (default: 10)"),
      .flag("none", help: "ask no witnesses any more"),
    ],
    examples: ["pledgebook witness use --policy witnesses.policy", "pledgebook witness use --none"],
    details: [
      "Entries are durable before witnesses are asked, whatever is chosen here. Without the quorum, and with --when-missing "
        + "fail, the command that appended ends with status 4 and writes no receipt; pledgebook checkpoint --cosign asks "
        + "again, and pledgebook proof INDEX then writes the receipt. PLEDGEBOOK_WITNESS_POLICY names a policy for one call.",
      "A policy that names no log is about this ledger. One whose quorum no answer could meet is refused: for want of "
        + "addresses, or because it hangs on keys of a type that this program cannot check.",
    ])

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    guard let choice = try session.arguments.oneOf(["policy", "none"]) else {
      throw .usage("missing-option", "--policy FILE is missing", hint: "or give --none")
    }
    if choice == "none" { try session.arguments.refuse(["when-missing", "timeout"], with: "none") }
    guard var keeper = try Keeper.read(beside: session.ledgerPath) else {
      throw CommandError(
        code: "log-key.missing", message: "this ledger has no keeper's note, and without a log key nothing is signed",
        hint: "pledgebook log-keys use --log-signing-key FILE", exit: .io)
    }
    if choice == "none" {
      keeper.witnesses = nil
      try keeper.write(beside: session.ledgerPath)
      session.output.note("no witnesses are asked about \(session.ledgerPath)")
      try keeper.show(&session)
      return .done
    }
    let path = try session.arguments.requiredPath("policy")
    var setting = WitnessSetting(policy: path.absolute)
    if let text = session.arguments.value("when-missing") {
      setting.whenMissing = WitnessSetting.WhenMissing(rawValue: text) ?? .fail
    }
    setting.seconds =
      try session.arguments.integer("timeout", in: WitnessSetting.secondsRange) ?? WitnessSetting.defaultSeconds
    try check(path, session)
    keeper.witnesses = setting
    try keeper.write(beside: session.ledgerPath)
    session.output.note("checkpoints of \(session.ledgerPath) are cosigned by the witnesses of \(setting.policy)")
    try keeper.show(&session)
    return .done
  }

  /// A policy that could never be met is refused now and not after the next append.
  private static func check(_ path: FilePath, _ session: borrowing Session) throws(CommandError) {
    let policy = try TrustFiles.policy(at: path)
    let inForce = try OpenLedger.state(session).logKeys
    // A policy that names no log leaves that to whoever uses it: here it is this ledger's.
    let isOfThisLog = policy.logs.contains { log in inForce.contains { $0.declared == log.key } }
    guard policy.logs.isEmpty || isOfThisLog else {
      throw .usage(
        "policy-other-log", "\(path) lists no log key in force of this ledger", hint: "add the line: log VKEY")
    }
    guard policy.quorum != nil else {
      throw .usage("policy-no-quorum", "\(path) asks for no witness", hint: "name a witness or group as the quorum")
    }
    guard !policy.needsUnsupportedWitness else {
      let keys = policy.unsupportedWitnesses.map { "\($0.name) (\($0.key.type))" }
      throw .usage(
        "policy-unsupported",
        "no answer could meet the quorum of \(path): \(UnsupportedKeys.unmeetable): \(keys.joined(separator: ", "))",
        hint: UnsupportedKeys.remedy)
    }
    UnsupportedKeys.warn(of: policy, in: path, session)
    var reachable: Set<PolicyName> = []
    for witness in policy.witnesses where witness.key.type.isSupported {
      guard let url = witness.url else {
        session.output.warn("witness \(witness.name) has no address in the policy, and is never asked")
        continue
      }
      do {
        _ = try WebAddress(url)
        reachable.insert(witness.name)
      } catch {
        throw CommandError(error)
      }
    }
    guard policy.isQuorumMet(by: reachable) else {
      throw .usage(
        "policy-unreachable", "no answer could meet the quorum: it needs witnesses that have no address",
        hint: "add addresses to the policy, at the ends of their lines")
    }
  }
}
