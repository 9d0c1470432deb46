import CanonicalJSON
import CommandLineTools
import Cryptography
import DataFormats
import Files
import Glibc
import Pledges
import Service
import Storage
import TransparencyLog

/// `witness serve`: cosigns checkpoints over HTTP until it is stopped.
enum WitnessServeCommand {
  static let definition = CommandDefinition(
    ["witness", "serve"], group: "Witnessing", summary: "cosign the checkpoints of logs over HTTP, until stopped",
    options: [
      WitnessRecord.state,
      .value("listen", "ADDRESS:PORT", help: "where to listen; port 0 takes a free one (default: 127.0.0.1:8480)"),
      .flag("allow-remote", help: "take an address that other machines can reach, though nothing is encrypted there"),
      .value("prefix", "PATH", help: "what goes before the paths of the witness (default: nothing)"),
      .value("passphrase-file", "FILE", help: "read the passphrase of the key from this file"),
    ],
    without: Unheeded.ledger,
    examples: ["pledgebook witness serve --state witness.db"],
    details: [
      "Answers POST /add-checkpoint and GET /<SHA-256 of the origin>/checkpoint as C2SP tlog-witness says, and / with a page, "
        + "/health, and /metrics as Prometheus reads them. What it signs is recorded first, so it may be killed at any "
        + "moment. Put a proxy with TLS and rate limits in front; see Documentation/Operations.md.",
      "Each request that is over is a line on standard error, unless --quiet: time, client, status, bytes, seconds, method, "
        + "path.",
    ])

  private static let defaultAddress = "127.0.0.1:8480"

  static func run(_ session: inout Session) throws(CommandError) -> ExitStatus {
    let address = try address(session)
    let prefix = try prefix(session)
    let path = try WitnessRecord.path(session)
    let signer = try WitnessRecord.signer(session, WitnessRecord.open(session).identity)
    // The key is open, for as long as this runs; nothing asks for its passphrase again.
    forgetPassphrases()
    let isQuiet = session.output.isQuiet
    let server: HTTPServer
    do {
      let witness = try Witness(record: path, signer: signer) { UInt64(clamping: Clock.now().seconds) }
      let counts = ExchangeCounts()
      let router = witness.router(prefix: prefix, counts: counts) { Output().warn($0) }
      server = try HTTPServer(address, serving: router, counts: counts) { exchange in
        Output(quiet: isQuiet).note(RequestLine.text(exchange, at: Clock.now()))
      }
    } catch {
      throw CommandError(from: error)
    }
    try announce(server.address, prefix, signer.verifierKey, &session)
    // Signals only set a flag; a short wait that one of them ends is soon enough.
    while !StopSignal.requested { _ = poll(nil, 0, 250) }
    server.stop()
    return .done
  }

  private static func address(_ session: borrowing Session) throws(CommandError) -> ListenAddress {
    let address: ListenAddress
    do {
      address = try ListenAddress(session.arguments.value("listen") ?? defaultAddress)
    } catch {
      throw CommandError(error)
    }
    guard !address.isLoopback else { return address }
    guard session.arguments.flag("allow-remote") else {
      throw .usage(
        "not-loopback", "other machines can reach \(address), and nothing is encrypted there",
        hint: "listen on 127.0.0.1 behind a proxy with TLS, or add --allow-remote")
    }
    session.output.warn("other machines can reach \(address), and nothing is encrypted there")
    return address
  }

  private static func prefix(_ session: borrowing Session) throws(CommandError) -> String {
    let given = session.arguments.path("prefix")?.text ?? ""
    guard session.arguments.path("prefix").map({ $0.text != nil }) ?? true else {
      throw .usage("invalid-value", "--prefix is not a path", hint: "write it as /witness")
    }
    let parts = given.split(separator: "/")
    guard parts.allSatisfy({ part in part.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"?#%".utf8.contains($0) } })
    else {
      throw .usage("invalid-value", "--prefix \(given) is not a path", hint: "write it as /witness")
    }
    return parts.map { "/\($0)" }.joined()
  }

  private static func announce(
    _ address: ListenAddress, _ prefix: String, _ key: VerifierKey, _ session: inout Session
  ) throws(CommandError) {
    let url = "http://\(address)\(prefix)"
    if session.output.isJSON {
      let document: JSONValue = [
        "name": .string(key.keyName.text), "vkey": .string(key.text), "url": .string(url),
      ]
      try session.output.writeDocument(.witness, document)
    } else {
      try session.output.print("witness \(sanitised(key.keyName.text)) at \(url)")
      try session.output.print("key \(sanitised(key.text))")
    }
    try session.output.flush()
  }
}
