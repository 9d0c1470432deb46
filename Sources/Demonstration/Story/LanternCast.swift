internal import CommandLineTools
internal import Pledges

/// The twelve invented signatories, from the register of the invented accord.
struct LanternCast {
  struct Signatory {
    let id: String
    let names: [(language: String, text: String)]
    let kind: String
    let country: String?
    let joined: Instant
    let joinedVia: String?
    let traits: [String]

    /// The command with which it joins, signing for itself.
    var joinWords: [String] {
      var words = ["join", id]
      for name in names { words += ["--name", "\(name.language)=\(name.text)"] }
      words += ["--kind", kind]
      if let country { words += ["--country", country] }
      for trait in traits { words += ["--trait", trait] }
      if let joinedVia { words += ["--joined-via", joinedVia] }
      return words + ["--signing-key", "keys/\(id)", "--at", joined.description]
    }
  }

  /// Who is admitted to review, challenge, decide or check.
  struct Overseer {
    let id: String
    let name: String
    let roles: [String]

    /// The command with which the registrar admits it.
    var admitWords: [String] {
      ["party", "admit", id, "--name", name] + roles.flatMap { ["--role", $0] }
        + ["--signing-key", "keys/\(id)", "--at", "2031-09-01T10:00:00Z"]
    }
  }

  static let overseers = [
    Overseer(id: "wax-and-wane", name: "Wax & Wane Assurance (invented)", roles: ["reviewer", "checker"]),
    Overseer(id: "moth-circle", name: "The Moth Circle (invented)", roles: ["reviewer"]),
    Overseer(id: "snuffer-society", name: "Snuffer Society (invented)", roles: ["challenger"]),
    Overseer(id: "lantern-panel", name: "Panel of the Lantern Accord (invented)", roles: ["panel"]),
  ]

  /// In the order in which they join.
  let signatories: [Signatory]

  /// What a register does not say: who runs a platform, makes software, holds elections.
  private static let traits = [
    "osselund-election-office": ["election-body"], "brindlemark": ["election-body"],
    "wickwright-systems": ["software-producer"], "glimmerpost": ["platform-operator", "software-producer"],
  ]

  init(register bytes: [UInt8]) throws(CommandError) {
    let register: Register
    do {
      register = try Register.read(bytes)
    } catch {
      throw CommandError(
        code: "demo.data",
        message: "the register of the invented accord is faulty: \(error.faults.joined(separator: "; "))",
        hint: "give --data DIR with the project's Ledger folder", exit: .usage)
    }
    signatories = register.joins.sorted { $0.effective < $1.effective }.map { join in
      Signatory(
        id: join.signatory.text, names: join.name.entries.map { ($0.language, $0.text) }, kind: join.kind.text,
        country: join.country, joined: join.effective, joinedVia: join.joinedVia,
        traits: Self.traits[join.signatory.text] ?? [])
    }
  }
}
