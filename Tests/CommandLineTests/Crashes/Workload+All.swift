import Fixtures
import Glibc
import LedgerSamples
import Publication
import Storage
import Testing
import Verification

extension Workload {
  static let all = [submit, firstPublication, growingPublication, backup, restoration]

  /// The workshop's ledger has four entries.
  private static let size: UInt64 = 4
  private static let time = "2032-02-01T00:00:00Z"

  private static let submit = Workload(
    testDescription: "submit",
    prepare: { workshop in
      try workshop.attestation()
      mkdir(workshop.folder.path("receipts"), 0o700)
    },
    arguments: ["submit", "attestation.json", "--receipt-dir", "receipts", "--at", time, "--json"],
    survives: { workshop, transcript, found in
      let comment: Comment = "\(transcript)"
      let isIn = found == size + 1
      #expect(isIn || found == size, comment)
      if transcript.status == 0 { #expect(isIn, comment) }
      if transcript.status > 0 {
        // Who is refused has to know whether to come back.
        let saysUnknown = transcript.errorCode == "storage.outcome-unknown"
        let saysRecorded = transcript.error.contains("recorded") && !saysUnknown
        #expect(saysUnknown || saysRecorded == isIn, comment)
      }
      let again = try workshop.run(
        "submit", "attestation.json", "--receipt-dir", "receipts", "--at", time, "--json")
      if isIn {
        again.expectRefusal("statement.duplicate", status: 5)
      } else {
        again.expectDone()
      }
      #expect(try workshop.expectHonest(again, comment) == size + 1, comment)
      guard isIn else { return }
      // Whatever became of the receipt, it can be had.
      mkdir(workshop.folder.path("fresh"), 0o700)
      try workshop.run("proof", "\(size)", "--out", "fresh").expectDone()
    })

  private static let firstPublication = Workload(
    testDescription: "publish for the first time", prepare: { _ in },
    arguments: ["publish", "public", "--json"],
    survives: { workshop, transcript, _ in try expectPublished(workshop, transcript, before: nil, after: size) })

  private static let growingPublication = Workload(
    testDescription: "publish one entry more",
    prepare: { workshop in
      try workshop.run("publish", "public").expectDone()
      try workshop.attestation()
      try workshop.run("submit", "attestation.json", "--at", time).expectDone()
    },
    arguments: ["publish", "public", "--json"],
    survives: { workshop, transcript, _ in try expectPublished(workshop, transcript, before: size, after: size + 1) })

  private static func expectPublished(
    _ workshop: Workshop, _ transcript: Transcript, before: UInt64?, after: UInt64
  ) throws {
    let comment: Comment = "\(transcript)"
    let place = workshop.folder.path("public")
    let trust = Trust(policy: try workshop.policy())
    if access(place + "/checkpoint", F_OK) == 0 {
      let found = try PublishedVerification(PublishedFolder(place), trust: trust).report
      #expect(found.codes() == [], comment)
      #expect(found.size == before || found.size == after, comment)
      if transcript.status == 0 { #expect(found.size == after, comment) }
    } else {
      #expect(before == nil && transcript.status != 0, comment)
    }
    try workshop.run("publish", "public").expectDone()
    let found = try PublishedVerification(PublishedFolder(place), trust: trust).report
    #expect(found.codes() == [] && found.size == after, comment)
    #expect(access(place + "/.publishing", F_OK) != 0, comment)
  }

  private static let backup = Workload(
    testDescription: "backup", prepare: { _ in }, arguments: ["backup", "copy.db", "--json"],
    survives: { workshop, transcript, _ in
      try expectCopy("copy.db", workshop, transcript, again: ["backup", "copy.db", "--json"])
    })

  private static let restored = [
    "restore", "all.jsonl", "--ledger", "restored.db", "--log-signing-key", "log", "--json",
  ]

  private static let restoration = Workload(
    testDescription: "restore", prepare: { try $0.run("export", "all.jsonl").expectDone() }, arguments: restored,
    survives: { workshop, transcript, _ in try expectCopy("restored.db", workshop, transcript, again: restored) })

  /// A copy is there whole or not at all, and can be made after all.
  private static func expectCopy(
    _ name: String, _ workshop: Workshop, _ transcript: Transcript,
    again arguments: [String]
  ) throws {
    let comment: Comment = "\(transcript)"
    let path = workshop.folder.path(name)
    let isThere = access(path, F_OK) == 0
    if transcript.status == 0 { #expect(isThere, comment) }
    if transcript.status > 0, transcript.errorCode?.hasPrefix("storage.") == true {
      // What failed in the store says whether the file is there, and so whether the command can be run again.
      let saysThere = transcript.error.contains("entries are recorded") || transcript.error.contains(" was made and ")
      #expect(saysThere == isThere, comment)
    }
    if !isThere { try workshop.run(arguments).expectDone() }
    let report = try verify(path, trust: Trust(held: workshop.givenOut(), policy: workshop.policy()))
    #expect(report.codes() == [] && report.size == size && report.assurance == .signed, comment)
    try workshop.run(arguments).expectRefusal("storage.exists", status: 3)
  }
}
