internal import CommandLineTools

/// What `openssl speed` says of this machine, at this moment, by the clock on the wall like every other figure.
enum OpenSSLSpeed {
  struct Signatures {
    let sign: Double
    let verify: Double
  }

  /// Signatures a second, on so many cores.
  static func signatures(_ name: String, cores: Int) throws(CommandError) -> Signatures? {
    let said = try run(["-elapsed", "-seconds", "1", "-mr"] + (cores > 1 ? ["-multi", String(cores)] : []) + [name])
    // +F4:…:sign:verify for ECDSA, +F6:…:sign:verify for EdDSA; with several cores the line that sums up begins so.
    guard let line = said.last(where: { $0.hasPrefix("+F4:") || $0.hasPrefix("+F6:") }) else { return nil }
    let fields = line.split(separator: ":")
    guard fields.count >= 2, let sign = Double(fields[fields.count - 2]), let verify = Double(fields[fields.count - 1])
    else { return nil }
    return Signatures(sign: sign, verify: verify)
  }

  /// SHA-256 digests a second of messages of this size, on one core.
  static func digests(byteCount: Int) throws(CommandError) -> Double? {
    let said = try run(["-elapsed", "-seconds", "1", "-mr", "-bytes", String(byteCount), "-evp", "sha256"])
    guard let field = said.last(where: { $0.hasPrefix("+F:") })?.split(separator: ":").last else { return nil }
    return Double(field).map { $0 / Double(byteCount) }
  }

  private static func run(_ arguments: [String]) throws(CommandError) -> [Substring] {
    let (output, status) = try ChildProcess(
      program: "openssl", arguments: ["speed"] + arguments,
      environment: environmentValue("PATH").map { ["PATH=\($0)"] } ?? []
    ).run()
    guard status == 0 else {
      throw .io("openssl", "openssl speed does not run here", hint: "install it: apt-get install openssl")
    }
    return String(decoding: output, as: UTF8.self).split(separator: "\n")
  }
}
