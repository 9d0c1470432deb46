import CommandLineTools
import Files
import Glibc

/// A program that holds a key and signs: a hardware token, a key service. It gets a file and leaves a file.
enum ExternalSigner {
  /// What `COMMAND PAE-FILE SIGNATURE-FILE` leaves in the signature file.
  static func sign(_ pae: [UInt8], with command: FilePath) throws(CommandError) -> [UInt8] {
    let base =
      (FilePath.environment("TMPDIR") ?? "/tmp")
      / "pledgebook-sign-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    let (input, output) = (base + ".pae", base + ".sig")
    defer {
      unlink(input.nulTerminated)
      unlink(output.nulTerminated)
    }
    try writeOutput(pae, to: input, mode: 0o600)
    let status = try ShellCommand(command, arguments: [input, output]).run()
    guard status == 0 else {
      throw CommandError(
        code: "signer.failed", message: "the signing program ended with status \(status)",
        hint: "try it by hand: \(command) PAE-FILE SIGNATURE-FILE", exit: .io)
    }
    do {
      return try readInput(output, limit: 4_096)
    } catch {
      guard error.code == "io.not-found" else { throw error }
      throw CommandError(
        code: "signer.failed", message: "the signing program left no signature",
        hint: "try it by hand: \(command) PAE-FILE SIGNATURE-FILE; it writes the second file", exit: .io)
    }
  }
}
