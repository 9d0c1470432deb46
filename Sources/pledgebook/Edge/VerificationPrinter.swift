import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Pledges
import Reports
import Storage
import TransparencyLog
import Verification

/// Says what verification found, for people and for programs.
enum VerificationPrinter {
  static func print(
    _ report: VerificationReport, _ shortfalls: [Shortfall] = [], took duration: Duration, _ session: inout Session
  ) throws(CommandError) {
    if let unread = report.unread {
      session.output.warn("the rest was not read: \(unread)", hint: "what was found before it stands")
    }
    if session.output.isJSON {
      try session.output.writeDocument(.verify, json(report, shortfalls, seconds(duration)))
      return
    }
    let style = session.output.style
    if let identity = report.identity {
      try session.output.print("ledger      \(identity.origin), \(identity.environment.rawValue)")
      try session.output.print("genesis     \(identity.genesis)")
    }
    try session.output.print("entries     \(report.counts.entries), \(report.counts.signatures) signatures checked")
    var from: UInt64 = 0
    for stretch in report.earlier {
      try session.output.print("  verified  entries \(from) to \(stretch.upTo - 1) at \(stretch.at), not read again")
      from = stretch.upTo
    }
    if !report.earlier.isEmpty {
      try session.output.print(
        from < report.size ? "  verified  entries \(from) to \(report.size - 1) now" : "  verified  nothing new")
    }
    try CopiedWords.print(report.removals, &session)
    if report.textsReadFrom > .genesis {
      try session.output.print("  words     of entries from \(report.textsReadFrom) on; --full looks at all of them")
    }
    try NotUnderstood.print(report.notUnderstood, &session)
    try UnsupportedKeys.print(report.unsupported.claimed, &session)
    try session.output.print("head        \(report.size):\(report.head)")
    try session.output.print("root        \(report.root)")
    for finding in report.findings {
      let place = finding.index.map { "entry \($0)" } ?? "ledger"
      try session.output.print("\(style.red("finding"))     \(place)  \(finding.code)  \(sanitised(finding.message))")
      if let expected = finding.expected { try session.output.print("              expected \(sanitised(expected))") }
      if let found = finding.found { try session.output.print("              found    \(sanitised(found))") }
    }
    if report.isIntact {
      try session.output.print(
        "\(style.green("intact"))      \(report.assurance.rawValue): \(report.assurance.meaning)")
      for shortfall in shortfalls where shortfall.code != .assurance { try session.output.print(shortfall.line()) }
    } else {
      try session.output.print("\(style.red("broken"))      \(report.findings.count) finding(s)")
    }
    try session.output.print(LedgerNotices(report.identity?.environment).proofLimit)
    // What was asked for and is not there is the last that somebody reads.
    for shortfall in shortfalls where shortfall.code == .assurance {
      try session.output.print("\(style.red("not met"))     \(shortfall.message)")
    }
  }

  private static func json(
    _ report: VerificationReport, _ shortfalls: [Shortfall], _ seconds: String
  ) -> JSONValue {
    [
      "ledger": [
        "origin": report.identity.map { .string($0.origin.text) } ?? .null,
        "genesis": report.identity.map { .string($0.genesis.hex) } ?? .null,
        "environment": report.identity.map { .string($0.environment.rawValue) } ?? .null,
        "size": .integer(Int64(clamping: report.size)), "root": .string(report.root.hex),
        "head": .string(report.head.hex),
      ],
      "assurance": .string(report.assurance.rawValue),
      "verified": .boolean(report.isIntact),
      "counts": [
        "entries": .integer(Int64(clamping: report.counts.entries)),
        "signatures": .integer(Int64(clamping: report.counts.signatures)),
        "removedTexts": .integer(Int64(clamping: report.counts.removedTexts)),
        "checkpoints": .integer(Int64(clamping: report.counts.checkpoints)),
        "notUnderstood": .integer(Int64(report.notUnderstood.count)),
      ],
      "removals": CopiedWords.json(report.removals),
      "notOffered": .array(
        report.notOffered.map {
          ["entry": .integer(Int64(clamping: $0.entry.rawValue)), "sha256": .string($0.digest.hex)]
        }),
      "notUnderstood": NotUnderstood.json(report.notUnderstood),
      "unsupported": UnsupportedKeys.json(report.unsupported.listed, claiming: report.unsupported.claimed),
      "reasons": .array(shortfalls.map(\.json)),
      "earlier": .array(
        report.earlier.map {
          ["size": .integer(Int64(clamping: $0.upTo)), "at": .string($0.at.description)]
        }),
      "findings": .array(
        report.findings.map {
          [
            "code": .string($0.code), "index": $0.index.map { .integer(Int64(clamping: $0.rawValue)) } ?? .null,
            "message": .string($0.message), "expected": $0.expected.map { .string($0) } ?? .null,
            "found": $0.found.map { .string($0) } ?? .null,
          ]
        }),
      "seconds": .string(seconds),
    ]
  }

  /// Seconds with three places, as text.
  private static func seconds(_ duration: Duration) -> String {
    let milliseconds = duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
    let fraction = String(milliseconds % 1_000)
    return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
  }
}

extension VerificationReport.Assurance {
  /// What the level means, in one line.
  fileprivate var meaning: String {
    switch self {
    case .broken: "something is wrong"
    case .chainOnly: "consistent in itself; held against nothing from outside"
    case .signed: "covered by a checkpoint of a trusted log key"
    case .witnessed: "covered by a checkpoint that enough witnesses cosigned"
    case .timestamped: "covered by a time stamp of a trusted authority"
    }
  }
}
