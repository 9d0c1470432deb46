internal import Files
internal import Glibc

/// Asks a person for a passphrase on the controlling terminal, whatever the standard streams are connected to.
public struct PassphrasePrompt: Sendable {
  private let device: String

  /// A prompt on the controlling terminal, or on another one.
  public init(device: String = "/dev/tty") {
    self.device = device
  }

  /// What was typed, without the line end and never empty; the caller wipes it.
  ///
  /// Echo is off while the person types and back on every way out. A signal that would end or stop the process
  /// takes effect after the terminal is as it was; after a stop the question is asked again.
  public func ask(_ question: String, confirming: Bool = false) throws(CommandError) -> [UInt8] {
    var first = try once(question)
    guard !first.isEmpty else { throw .passphrase("empty", "the passphrase is empty") }
    if confirming {
      var second: [UInt8]
      do throws(CommandError) {
        second = try once("again, " + question)
      } catch {
        wipe(&first)
        throw error
      }
      defer { wipe(&second) }
      guard first == second else {
        wipe(&first)
        throw .passphrase("mismatch", "the two passphrases differ", hint: "run the command again")
      }
    }
    return first
  }

  private func once(_ question: String) throws(CommandError) -> [UInt8] {
    let terminal: FileDescriptor
    do throws(SystemFailure) {
      terminal = try FileDescriptor(FilePath(device), O_RDWR)
    } catch {
      throw .passphrase("no-terminal", "no terminal to ask for the passphrase")
    }
    guard isatty(terminal.number) == 1 else {
      throw .passphrase("no-terminal", "no terminal to ask for the passphrase")
    }
    while true {
      try StopSignal.check()
      switch try attempt(sanitised(question), on: terminal) {
      case .line(let bytes): return bytes
      case .signal: continue  // It was a stop, and the process goes on; or it is noted, and the check above throws.
      case .tooLong:
        throw .passphrase("too-long", "the passphrase is longer than \(PassphraseSource.limit) bytes")
      }
    }
  }

  private enum Answer {
    case line([UInt8])
    case signal
    case tooLong
  }

  /// One question; whatever happens, echo and handlers are restored before this returns.
  private func attempt(_ question: String, on terminal: borrowing FileDescriptor) throws(CommandError) -> Answer {
    let signals = PromptSignals()
    let answer: Answer
    do throws(SystemFailure) {
      let echo = try Echo(off: terminal.number)
      try terminal.write(Array((question + ": ").utf8))
      answer = try line(from: terminal)
      echo.restore()
      try terminal.write([0x0a])
    } catch {
      _ = signals.restore()
      throw error.reading("the terminal")
    }
    // Only now: the signal may end the process.
    guard let number = signals.restore() else { return answer }
    sendToThisThread(number)
    return .signal
  }

  private func line(from terminal: borrowing FileDescriptor) throws(SystemFailure) -> Answer {
    // Room for all of it at once: an array that grows leaves copies behind.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(PassphraseSource.limit + 256)
    while true {
      while !terminal.wait(for: POLLIN, milliseconds: 100) {
        if PromptSignals.isPending { return .signal }
      }
      let more = try terminal.read(into: &bytes, upTo: 128)
      if PromptSignals.isPending {
        wipe(&bytes)
        return .signal
      }
      let isWhole = bytes.last == 0x0a
      if isWhole { bytes.removeLast() }
      if bytes.count > PassphraseSource.limit {
        wipe(&bytes)
        return .tooLong
      }
      // End of input (^D) ends the line, too.
      if isWhole || !more { return .line(bytes) }
    }
  }
}
