import CommandLineTools
import DataFormats
import Files
import Pledges
import Storage
import Verification

/// The values of options and operands that the ledger knows, for completion.
///
/// Whatever goes wrong there are none: somebody is typing, and an error would only disturb.
enum LedgerCandidates {
  typealias Candidate = Completion.Candidate

  /// More entries than that are not read while somebody types.
  private static let mostEntries: UInt64 = 20_000

  static func find(for wanted: Completion.Wanted, ledger path: FilePath) -> [Candidate] {
    switch wanted.placeholder {
    case "SHELL": return CompletingShell.allCases.map { Candidate($0.rawValue) }
    case "NAME" where wanted.command.path == ["schema"]:
      return DocumentFormat.allCases.map { Candidate($0.name) }
    case "KIND" where wanted.command.path == ["log"]:
      return EntryKind.Known.allCases.map { Candidate($0.rawValue) }
    // Who joins or is admitted has no id yet.
    case "ID" where [["join"], ["party", "admit"], ["init"]].contains(wanted.command.path): return []
    case "ID", "PARTY", "COMMITMENT", "C", "PERIOD", "P", "KIND", "TRAIT", "LEVEL", "GROUND": break
    case let other where other.hasPrefix("C=") || other.hasPrefix("C/"): break
    default: return []
    }
    guard let state = state(of: path), let accord = state.accord.versions.last?.document else { return [] }
    return candidates(for: wanted, state, accord)
  }

  private static func candidates(
    for wanted: Completion.Wanted, _ state: LedgerState, _ accord: AccordDocument
  ) -> [Candidate] {
    switch wanted.placeholder {
    case "ID", "PARTY": parties(for: wanted, state)
    case "PERIOD", "P":
      (accord.reporting?.periods ?? []).map { Candidate($0.id.text, $0.label?.text(in: "en") ?? "") }
    case "KIND": labelled(accord.signatoryKinds)
    case "TRAIT": labelled(accord.traits)
    case "LEVEL": labelled(accord.assuranceLevels)
    case "GROUND": labelled(accord.challenge?.grounds ?? [])
    case "COMMITMENT", "C": accord.commitments.map { Candidate($0.id.text, $0.title.text(in: "en")) }
    case "C=VALUE":
      accord.commitments.flatMap { commitment in
        accord.claimValues.map { value in
          Candidate("\(commitment.id.text)=\(value.id.text)", commitment.title.text(in: "en"))
        }
      }
    case let other where other.hasPrefix("C/"):
      accord.commitments.map { Candidate("\($0.id.text)/", $0.title.text(in: "en")) }
    default: accord.commitments.map { Candidate("\($0.id.text)=", $0.title.text(in: "en")) }
    }
  }

  /// Those with a role where the option is about it, signatories elsewhere, and of keys anybody's.
  private static func parties(for wanted: Completion.Wanted, _ state: LedgerState) -> [Candidate] {
    let admitted = state.parties.values.sorted { $0.id < $1.id }
    if let role = wanted.option.flatMap(PartyAdmission.Role.init) {
      return admitted.filter { $0.roles.contains(role) }.map { Candidate($0.id.text, $0.name) }
    }
    let signatories = state.memberOrder.map { id in
      Candidate(id.text, state.members[id]?.names.last?.name.text(in: "en") ?? "")
    }
    let isOfKeys = wanted.command.path.first == "key"
    return signatories + (isOfKeys ? admitted.map { Candidate($0.id.text, $0.name) } : [])
  }

  private static func labelled(_ words: [AccordDocument.LabelledID]) -> [Candidate] {
    words.map { Candidate($0.id.text, $0.label.text(in: "en")) }
  }

  private static func state(of path: FilePath) -> LedgerState? {
    do {
      let reader = try SQLiteLedgerReader.open(path)
      let size = try reader.head().size
      let snapshot = try LedgerSnapshot.usable(beside: path, upTo: size)
      guard size - min(size, snapshot?.size ?? 0) <= mostEntries else { return nil }
      return try reader.withSnapshot { try ReplayedLedger(reader, upTo: size, from: snapshot).state }
    } catch {
      return nil
    }
  }
}
