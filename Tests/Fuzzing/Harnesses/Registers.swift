import Cryptography
import Pledges
import TransparencyLog

extension Harness {
  static let registers = [register]

  /// What a harness says of the ledger that a statement is for.
  static let sampleReference = LedgerReference(origin: Cast.origin, genesis: .zero)

  /// A list of members as CSV or JSON; what it says can be said in statements.
  private static let register = Harness("register", largest: 4_096) { bytes in
    let list = Register(bytes, on: .signed)
    try hold(
      !list.faults.isEmpty || list.entries.allSatisfy { !$0.publicKeys.isEmpty && $0.id != nil },
      "a line of a list without faults lacks what has to be there")
    let register = try Register.read(bytes)
    for join in register.joins {
      let statement = Statement(
        subjects: [.init(name: "accord", sha256: .zero)], ledger: sampleReference, issuedAt: Instant(seconds: 0),
        predicate: .join(join))
      let payload = try again("a statement of a line") { try taken(statement.payload) }
      let second = try again("a statement of a line read") { try Statement.read(payload) }
      try same(second.payload ?? [], payload, "a line says something else in its statement")
    }
    try hold(Set(register.joins.map(\.signatory)).count == register.joins.count, "a signatory stands twice")
  }
}
