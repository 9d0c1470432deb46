import CanonicalJSON
import LedgerFixtures
import Pledges

extension RefusalCase {
  /// What is refused of a signatory's life. Format §11
  static let membership: [RefusalCase] =
    joins + updates + successors + enteredInError + subscriptions + standing(.signatorySuspend)
    + standing(.signatoryReinstate) + standing(.signatoryDelist) + [
      RefusalCase(.signatoryWithdraw, "unknown-signatory") { fixture in
        try fixture.attempt(.withdraw(Withdrawal(signatory: "elm", effective: "2032-03-01")), [.alder])
      },
      RefusalCase(.signatoryWithdraw, "not-member", "twice") { fixture in
        try fixture.admit(
          .withdraw(Withdrawal(signatory: "alder", effective: "2032-01-15")), [.alder], at: "2032-01-10")
        return try fixture.attempt(.withdraw(Withdrawal(signatory: "alder", effective: "2032-03-01")), [.alder])
      },
      RefusalCase(.signatoryWithdraw, "retrospective") { fixture in
        try fixture.attempt(.withdraw(Withdrawal(signatory: "alder", effective: "2032-01-31")), [.alder])
      },
    ]

  private static let joins: [RefusalCase] = [
    RefusalCase(.signatoryJoin, "no-accord", on: .withoutAccord) { fixture in
      try fixture.attempt(.join(.signed("elm", [.spare])), [.registrar, .spare])
    },
    join("unknown-kind") { $0.kind = "town" },
    join("unknown-trait") { $0.traits = ["has-harbour", "has-wharf"] },
    join("reservation") { $0.reservation = "Only on weekdays." },
    RefusalCase(
      .signatoryJoin, "subscription",
      on: Ground { try LedgerFixture(accord: SampleAccord.reporting.setting("/membership/subscription", to: "opt-in")) }
    ) { fixture in
      try fixture.attempt(.join(.signed("elm", [.spare])), [.registrar, .spare])
    },
    join("unknown-commitment") { $0.subscribed = ["lamp", "lantern"] },
    RefusalCase(.signatoryJoin, "ended-key") { fixture in
      try fixture.admit(.withdraw(Withdrawal(signatory: "alder", effective: "2032-01-02")), [.alder], at: "2032-01-02")
      try fixture.register(.alderSpare, of: "alder", by: [.alder], at: "2032-01-02")
      try fixture.revoke(.alder, at: "2032-01-03")
      return try fixture.attempt(.join(.signed("alder", [.spare, .alder])), [.registrar, .alderSpare, .spare])
    },
    RefusalCase(.signatoryJoin, "registrar") { fixture in
      try fixture.attempt(.join(.signed("registrar", [.spare])), [.registrar, .spare])
    },
    RefusalCase(.signatoryJoin, "registrar", "from a public source") { fixture in
      try fixture.attempt(.join(.listed("registrar")), [.registrar])
    },
    RefusalCase(.signatoryJoin, "signs-for-itself", "after it left") { fixture in
      try fixture.admit(.withdraw(Withdrawal(signatory: "alder", effective: "2032-01-02")), [.alder], at: "2032-01-02")
      return try fixture.attempt(.join(.listed("alder")), [.registrar])
    },
    RefusalCase(.signatoryJoin, "signs-for-itself", "when its keys have ended") { fixture in
      try fixture.revoke(.alder, at: "2032-01-03")
      return try fixture.attempt(.join(.listed("alder")), [.registrar])
    },
    RefusalCase(.signatoryJoin, "signs-for-itself", "an admitted party") { fixture in
      try fixture.attempt(.join(.listed("reviewer")), [.registrar])
    },
    RefusalCase(.signatoryJoin, "already-member", "signed") { fixture in
      try fixture.attempt(.join(.signed("alder", [.spare])), [.registrar, .alder, .spare])
    },
    RefusalCase(.signatoryJoin, "already-member", "until it leaves") { fixture in
      try fixture.admit(
        .withdraw(Withdrawal(signatory: "alder", effective: "2032-03-01")), [.alder], at: "2032-01-02")
      return try fixture.attempt(.join(.signed("alder", [.alder], effective: "2032-02-28")), [.registrar, .alder])
    },
    RefusalCase(.signatoryJoin, "already-member", "since it will have come back by then") { fixture in
      try fixture.admit(.withdraw(Withdrawal(signatory: "alder", effective: "2032-01-02")), [.alder], at: "2032-01-02")
      try fixture.admit(
        .join(.signed("alder", [.alder], effective: "2032-03-01")), [.registrar, .alder], at: "2032-01-03")
      return try fixture.attempt(.join(.signed("alder", [.alder], effective: "2032-03-02")), [.registrar, .alder])
    },
    RefusalCase(.signatoryJoin, "retrospective", "after it left") { fixture in
      try fixture.admit(.withdraw(Withdrawal(signatory: "alder", effective: "2032-01-02")), [.alder], at: "2032-01-02")
      return try fixture.attempt(
        .join(.signed("alder", [.alder], effective: "2032-01-31T23:59:59Z")), [.registrar, .alder])
    },
    RefusalCase(.signatoryJoin, "retrospective", "one that was only listed and left") { fixture in
      try fixture.list("spare")
      try fixture.admit(
        .withdraw(Withdrawal(signatory: "spare", effective: "2032-01-02")), [.registrar], at: "2032-01-02")
      return try fixture.attempt(
        .join(.signed("spare", [.spare], effective: "2032-01-31T23:59:59Z")), [.registrar, .spare])
    },
    RefusalCase(.signatoryJoin, "retrospective", "listed again after it was delisted") { fixture in
      try fixture.list("elm")
      try fixture.admit(
        .delist(StandingChange(signatory: "elm", effective: "2032-01-02", reason: .ceasedToExist)), [.registrar],
        at: "2032-01-02")
      return try fixture.attempt(.join(.listed("elm")), [.registrar])
    },
    RefusalCase(.signatoryJoin, "already-member", "listed twice") { fixture in
      try fixture.list("elm")
      return try fixture.attempt(.join(.listed("elm")), [.registrar])
    },
    RefusalCase(.signatoryJoin, "key-in-use", "another signatory's") { fixture in
      try fixture.attempt(.join(.signed("elm", [.cedar])), [.registrar, .cedar])
    },
    RefusalCase(.signatoryJoin, "key-in-use", "the registrar's") { fixture in
      try fixture.attempt(.join(.signed("elm", [.registrar])), [.registrar])
    },
    RefusalCase(.signatoryJoin, "key-in-use", "a log key") { fixture in
      try fixture.attempt(.join(.signed("elm", [.log])), [.registrar, .log])
    },
    RefusalCase(.signatoryJoin, "accord-version", "drafted before a new version came into force") { fixture in
      let statement = try fixture.draft(.join(.signed("elm", [.spare])), at: "2032-02-01")
      let second = SampleAccord.successor(effectiveFrom: "2032-02-02")
      try fixture.admit(
        .accordPublish(SampleAccord.publication(second, changes: "Nothing.")), [.registrar], at: "2032-02-01")
      return Attempt(statement: statement, signers: [.registrar, .spare], now: "2032-02-02")
    },
    RefusalCase(.signatoryJoin, "accord-version", "named after the origin, when there is an accord") { fixture in
      var statement = try fixture.draft(.join(.signed("elm", [.spare])), at: "2032-02-01")
      statement.subjects[0].name = "origin:ledger.example/harbour-light"
      return Attempt(statement: statement, signers: [.registrar, .spare], now: "2032-02-01")
    },
  ]

  private static func join(_ reason: String, _ change: @escaping @Sendable (inout Join) -> Void) -> RefusalCase {
    RefusalCase(.signatoryJoin, reason) { fixture in
      try fixture.attempt(.join(Join.signed("elm", [.spare]).with(change)), [.registrar, .spare])
    }
  }

  private static let updates: [RefusalCase] = [
    RefusalCase(.signatoryUpdate, "unknown-signatory") { fixture in
      try fixture.attempt(.update(update("elm") { $0.name = "Elm" }), [.registrar])
    },
    RefusalCase(.signatoryUpdate, "unknown-kind") { fixture in
      try fixture.attempt(.update(update("alder") { $0.kind = "town" }), [.registrar, .alder])
    },
    RefusalCase(.signatoryUpdate, "unknown-trait") { fixture in
      try fixture.attempt(.update(update("alder") { $0.traits = ["has-wharf"] }), [.registrar, .alder])
    },
    RefusalCase(.signatoryUpdate, "retrospective", "of the kind") { fixture in
      try fixture.attempt(.update(update("alder", "2032-01-31") { $0.kind = "company" }), [.registrar, .alder])
    },
    RefusalCase(.signatoryUpdate, "retrospective", "of the traits") { fixture in
      try fixture.attempt(.update(update("alder", "2032-01-31") { $0.traits = [] }), [.registrar, .alder])
    },
    RefusalCase(.signatoryUpdate, "retrospective", "a succession") { fixture in
      try fixture.attempt(.update(update("alder", "2032-01-31") { $0.reason = .succeeded }), [.registrar, .alder])
    },
  ]

  /// Somebody else is named who is to go on.
  private static func successor(
    _ what: String, _ successor: PartyID, effective: Instant = "2032-02-01", by further: [FixedKey] = [],
    after prepare: @escaping @Sendable (LedgerFixture) throws -> Void = { _ in }
  ) -> RefusalCase {
    RefusalCase(.signatoryUpdate, "successor", what) { fixture in
      try prepare(fixture)
      return try fixture.attempt(
        .update(
          update("alder", effective) {
            $0.reason = .succeeded
            $0.successor = successor
          }), [.registrar, .alder] + further)
    }
  }

  /// A succession in March, recorded before.
  private static func succession(_ id: PartyID, _ successor: PartyID) -> Predicate {
    .update(
      update(id, "2032-03-01") {
        $0.reason = .succeeded
        $0.successor = successor
      })
  }

  private static let successors: [RefusalCase] = [
    successor("itself", "alder"), successor("nobody here", "elm"), successor("the registrar", "registrar"),
    successor("an admitted party that has not joined", "reviewer", by: [.reviewer]),
    successor("who has left by then", "cedar", effective: "2032-03-01", by: [.cedar]) { fixture in
      try fixture.admit(.withdraw(Withdrawal(signatory: "cedar", effective: "2032-03-01")), [.cedar], at: "2032-01-02")
    },
    successor("whom it is to go on for itself, a month later", "cedar", by: [.cedar]) { fixture in
      try fixture.admit(succession("cedar", "alder"), [.registrar, .cedar, .alder], at: "2032-01-02")
    },
    successor("whom it is to go on for itself, over a third", "birch", by: [.birch]) { fixture in
      try fixture.admit(succession("birch", "cedar"), [.registrar, .birch, .cedar], at: "2032-01-02")
      try fixture.admit(succession("cedar", "alder"), [.registrar, .cedar, .alder], at: "2032-01-03")
    },
    RefusalCase(code: "signature.missing", .signatoryUpdate, "a successor that did not agree") { fixture in
      try fixture.attempt(
        .update(
          update("alder") {
            $0.reason = .succeeded
            $0.successor = "cedar"
          }), [.registrar, .alder])
    },
  ]

  /// A delisting as entered in error, of what was not.
  private static let enteredInError: [RefusalCase] = [
    RefusalCase(.signatoryDelist, "entered-in-error", "who signed") { fixture in
      try fixture.attempt(.delist(struck("alder")), [.registrar])
    },
    RefusalCase(.signatoryDelist, "entered-in-error", "who was listed and then signed, before it is effective") {
      fixture in
      try fixture.list("spare")
      try fixture.admit(
        .join(.signed("spare", [.spare], effective: "2032-06-01")), [.registrar, .spare], at: "2032-01-02")
      return try fixture.attempt(.delist(struck("spare")), [.registrar])
    },
    RefusalCase(.signatoryDelist, "entered-in-error", "who was listed and has left") { fixture in
      try fixture.list("elm")
      try fixture.admit(
        .withdraw(Withdrawal(signatory: "elm", effective: "2032-01-02")), [.registrar], at: "2032-01-02")
      return try fixture.attempt(.delist(struck("elm")), [.registrar])
    },
    RefusalCase(.signatoryDelist, "entered-in-error", "who is no member yet") { fixture in
      var later = Join.listed("elm")
      later.effective = "2032-03-01"
      try fixture.admit(.join(later), [.registrar], at: "2032-01-02")
      return try fixture.attempt(.delist(struck("elm")), [.registrar])
    },
    RefusalCase(.signatoryDelist, "entered-in-error", "twice") { fixture in
      try fixture.list("elm")
      try fixture.admit(.delist(struck("elm")), [.registrar], at: "2032-01-02")
      return try fixture.attempt(.delist(struck("elm", effective: "2032-01-03")), [.registrar])
    },
  ]

  static func struck(_ signatory: PartyID, effective: Instant = "2032-01-02") -> StandingChange {
    StandingChange(signatory: signatory, effective: effective, reason: .enteredInError)
  }

  static func update(
    _ signatory: PartyID, _ effective: Instant = "2032-02-01", _ change: (inout SignatoryUpdate) -> Void
  ) -> SignatoryUpdate {
    var update = SignatoryUpdate(signatory: signatory, effective: effective, reason: .corrected)
    change(&update)
    return update
  }

  private static let subscriptions: [RefusalCase] =
    [EntryKind.Known.signatorySubscribe, .signatoryUnsubscribe].flatMap {
      kind in
      func refused(_ reason: String, _ change: SubscriptionChange) -> RefusalCase {
        RefusalCase(kind, reason) { fixture in
          try fixture.join(.spare, kind: "state", subscribed: ["lamp"], at: "2032-01-01")
          return try fixture.attempt(
            kind == .signatorySubscribe ? .subscribe(change) : .unsubscribe(change), [.spare])
        }
      }
      return [
        refused(
          "unknown-signatory", SubscriptionChange(signatory: "elm", commitments: ["lamp"], effective: "2032-03-01")),
        refused(
          "retrospective", SubscriptionChange(signatory: "spare", commitments: ["lamp"], effective: "2032-01-31")),
        refused(
          "unknown-commitment",
          SubscriptionChange(signatory: "spare", commitments: ["lamp", "lantern"], effective: "2032-03-01")),
      ]
    } + [
      RefusalCase(.signatorySubscribe, "subscribed-to-all", "from a join on that is still to come") { fixture in
        try fixture.join(.spare, kind: "state", subscribed: ["lamp"], at: "2032-01-01")
        try fixture.admit(
          .withdraw(Withdrawal(signatory: "spare", effective: "2032-05-01")), [.spare], at: "2032-01-02")
        try fixture.admit(
          .join(.signed("spare", [.spare], effective: "2032-06-01")), [.registrar, .spare], at: "2032-01-03")
        return try fixture.attempt(
          .subscribe(SubscriptionChange(signatory: "spare", commitments: ["watch"], effective: "2032-03-01")), [.spare])
      },
      RefusalCase(.signatorySubscribe, "subscribed-to-all") { fixture in
        try fixture.attempt(
          .subscribe(SubscriptionChange(signatory: "alder", commitments: ["lamp"], effective: "2032-03-01")), [.alder])
      },
    ]

  /// The rules that the registrar's acts of standing share.
  private static func standing(_ kind: EntryKind.Known) -> [RefusalCase] {
    func refused(_ reason: String, _ change: StandingChange) -> RefusalCase {
      RefusalCase(kind, reason) { fixture in
        let predicate: Predicate =
          switch kind {
          case .signatorySuspend: .suspend(change)
          case .signatoryReinstate: .reinstate(change)
          default: .delist(change)
          }
        return try fixture.attempt(predicate, [.registrar])
      }
    }
    return [
      refused("unknown-signatory", StandingChange(signatory: "elm", effective: "2032-03-01", reason: .other)),
      refused("retrospective", StandingChange(signatory: "alder", effective: "2032-01-31", reason: .other)),
    ]
  }
}
