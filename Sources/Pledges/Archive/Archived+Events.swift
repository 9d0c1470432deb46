// What happened to a signatory, as an archive holds it.

extension MembershipEvent: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(effective)
    archive.write(change)
    archive.write(recovery)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      entry: try archive.value(), effective: try archive.value(), change: try archive.value(),
      recovery: try archive.optional())
  }
}

extension MembershipEvent.Change: Archived {
  func write(to archive: inout ArchiveWriter) {
    switch self {
    case .join(let joining):
      archive.write(0 as UInt64)
      archive.write(joining.kind)
      archive.write(joining.traits)
      archive.write(joining.subscribed)
      archive.write(joining.basis)
      archive.write(joining.gapDays)
    case .withdraw: archive.write(1 as UInt64)
    case .delist: archive.write(2 as UInt64)
    case .subscribe(let commitments):
      archive.write(3 as UInt64)
      archive.write(commitments)
    case .unsubscribe(let commitments):
      archive.write(4 as UInt64)
      archive.write(commitments)
    case .suspend: archive.write(5 as UInt64)
    case .reinstate: archive.write(6 as UInt64)
    case .update(let kind, let traits, let succeeded):
      archive.write(7 as UInt64)
      archive.write(kind)
      archive.write(traits)
      archive.write(succeeded)
    case .strike: archive.write(8 as UInt64)
    }
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    switch try archive.number() {
    case 0:
      self = .join(
        MembershipEvent.Joining(
          kind: try archive.value(), traits: try archive.list(), subscribed: try archive.optionalList(),
          basis: try archive.value(), gapDays: try archive.signed()))
    case 1: self = .withdraw
    case 2: self = .delist
    case 3: self = .subscribe(try archive.list())
    case 4: self = .unsubscribe(try archive.list())
    case 5: self = .suspend
    case 6: self = .reinstate
    case 7:
      self = .update(
        kind: try archive.optional(), traits: try archive.optionalList(), succeeded: try archive.flag())
    case 8: self = .strike
    case let unknown: throw ArchiveFault("there is no change of membership \(unknown)")
    }
  }
}

extension ReviewEvent: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(reviewer)
    switch action {
    case .publish(let index, let period, let commitments, let level, let conclusion):
      archive.write(true)
      archive.write(index)
      archive.write(period)
      archive.write(commitments)
      archive.write(level)
      archive.write(conclusion)
    case .withdraw(let review):
      archive.write(false)
      archive.write(review)
    }
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    entry = try archive.value()
    reviewer = try archive.value()
    action =
      try archive.flag()
      ? .publish(
        of: try archive.value(), period: try archive.value(), commitments: try archive.list(),
        level: try archive.value(), conclusion: try archive.value())
      : .withdraw(review: try archive.value())
  }
}

extension ChallengeEvent: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(recovery)
    switch action {
    case .open(let challenger, let period, let commitments):
      archive.write(0 as UInt64)
      archive.write(challenger)
      archive.write(period)
      archive.write(commitments)
    case .respond(let challenge):
      archive.write(1 as UInt64)
      archive.write(challenge)
    case .resolve(let challenge, let panel, let outcomes):
      archive.write(2 as UInt64)
      archive.write(challenge)
      archive.write(panel)
      archive.write(outcomes)
    case .withdraw(let challenge):
      archive.write(3 as UInt64)
      archive.write(challenge)
    }
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    entry = try archive.value()
    recovery = try archive.optional()
    switch try archive.number() {
    case 0:
      action = .open(
        challenger: try archive.value(), period: try archive.value(), commitments: try archive.list())
    case 1: action = .respond(challenge: try archive.value())
    case 2:
      action = .resolve(challenge: try archive.value(), panel: try archive.value(), outcomes: try archive.list())
    case 3: action = .withdraw(challenge: try archive.value())
    case let unknown: throw ArchiveFault("there is no act on a challenge \(unknown)")
    }
  }
}

extension CommitmentOutcome: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(commitment)
    archive.write(outcome)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(commitment: try archive.value(), outcome: try archive.value())
  }
}

extension ExtensionEvent: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(period)
    archive.write(signatories)
    archive.write(commitments)
    archive.write(newDue)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      entry: try archive.value(), period: try archive.value(), signatories: try archive.optionalList(),
      commitments: try archive.list(), newDue: try archive.value())
  }
}

extension RevocationEvent: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(key)
    archive.write(invalidSince)
    archive.write(party)
    archive.write(reason)
    archive.write(by)
    archive.write(recovery)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(
      entry: try archive.value(), key: try archive.value(), invalidSince: try archive.optional(),
      party: try archive.optional(), reason: try archive.value(), by: try archive.value(),
      recovery: try archive.optional())
  }
}

extension EvidenceCheckEvent: Archived {
  func write(to archive: inout ArchiveWriter) {
    archive.write(entry)
    archive.write(sha256)
    archive.write(result)
  }

  init(from archive: inout ArchiveReader) throws(ArchiveFault) {
    self.init(entry: try archive.value(), sha256: try archive.value(), result: try archive.value())
  }
}
