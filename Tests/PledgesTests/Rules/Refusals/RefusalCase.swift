import CanonicalJSON
import LedgerFixtures
import Pledges
import Testing

/// Something that a ledger refuses, and the code that it refuses it with.
struct RefusalCase: Sendable, CustomTestStringConvertible {
  let code: String
  /// The kind that is refused, as Format §11 lists it.
  let kind: EntryKind.Known
  /// What is wrong, where one code has several cases.
  let what: String
  /// The ledger that refuses it.
  let ground: Ground
  /// Goes on writing, and ends with what is to be refused.
  let attempt: @Sendable (LedgerFixture) throws -> Attempt

  /// A ledger to begin with.
  struct Ground: Sendable {
    let make: @Sendable () throws -> LedgerFixture

    static let empty = Ground { try LedgerFixture() }
    static let withoutAccord = Ground { try LedgerFixture(accord: nil) }
    static let production = Ground { try LedgerFixture(accord: nil, environment: .production) }
    static let twoOfThree = Ground {
      try LedgerFixture(
        accord: SampleAccord.reporting, registrarKeys: [.registrar, .secondRegistrar, .thirdRegistrar], threshold: 2)
    }
    /// A later version left 2032 out in time.
    static let dropped = Ground {
      let fixture = try LedgerFixture.harbourLight()
      let second = SampleAccord.successor().setting("/reporting/periods/1", to: nil)
      try fixture.admit(
        .accordPublish(SampleAccord.publication(second, changes: "No 2032.")), [.registrar], at: "2031-12-04")
      return fixture
    }
    static let harbourLight = harbourLight(SampleAccord.reporting)
    static func harbourLight(_ accord: JSONValue) -> Ground { Ground { try .harbourLight(accord: accord) } }
  }

  /// A signed statement that is on its way into a ledger.
  struct Attempt {
    var statement: Statement
    var signers: [FixedKey]
    var now: Instant
  }

  /// A rule of the kind's family.
  init(
    _ kind: EntryKind.Known, _ reason: String, _ what: String = "",
    on ground: Ground = .harbourLight,
    _ attempt: @escaping @Sendable (LedgerFixture) throws -> Attempt
  ) {
    self.init(code: "rule.\(kind.rawValue.prefix { $0 != "." }).\(reason)", kind, what, on: ground, attempt)
  }

  init(
    code: String, _ kind: EntryKind.Known, _ what: String = "",
    on ground: Ground = .harbourLight,
    _ attempt: @escaping @Sendable (LedgerFixture) throws -> Attempt
  ) {
    self.code = code
    self.kind = kind
    self.what = what
    self.ground = ground
    self.attempt = attempt
  }

  /// The reason, for a code that is a rule.
  var reason: String? { code.hasPrefix("rule.") ? String(code.split(separator: ".")[2]) : nil }

  var testDescription: String { "\(kind.rawValue): \(code)\(what.isEmpty ? "" : ", \(what)")" }
}

extension LedgerFixture {
  /// What is about to be tried.
  func attempt(
    _ predicate: Predicate, _ signers: [FixedKey], at now: Instant = "2032-02-01"
  ) throws -> RefusalCase.Attempt {
    RefusalCase.Attempt(statement: try draft(predicate, at: now), signers: signers, now: now)
  }
}

extension Claim {
  /// A claim with something about it changed.
  func with(_ change: (inout Claim) -> Void) -> Claim {
    var claim = self
    change(&claim)
    return claim
  }
}
