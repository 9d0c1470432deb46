internal import Files

/// How far a long piece of work has come, for whoever watches.
public protocol Progress {
  /// Work begins; `total` is nil when nobody knows how much there is.
  mutating func begin(_ label: String, total: Int?)
  /// So much is done; cheap enough to be called for every piece.
  mutating func advance(to done: Int)
  /// Work has ended, well or not; nothing of the display stays.
  mutating func end()
}

/// Shows nothing: for logs, pipes and `--quiet`.
public struct SilentProgress: Progress, Sendable {
  /// A progress that nobody sees.
  public init() {}
  public func begin(_ label: String, total: Int?) {}
  public func advance(to done: Int) {}
  public func end() {}
}

/// The progress that suits standard error: a bar when a person looks at it, silence otherwise.
public func suitableProgress(quiet: Bool = false) -> any Progress {
  let stream = StandardStream.error
  guard !quiet, stream.isTerminal, environmentValue("TERM") != "dumb" else { return SilentProgress() }
  return TerminalProgress(
    width: { stream.width }, now: monotonicTime,
    write: { bytes in
      // A bar that cannot be drawn is no reason to stop the work.
      try? FileDescriptor(borrowing: stream.descriptor).write(bytes)
    })
}

/// Shows the progress of `work` on `display`, and takes it off the screen however the work ends.
public func withProgress<Result, Failure: Error>(
  _ label: String, total: Int?, on display: any Progress, _ work: (inout any Progress) throws(Failure) -> Result
) throws(Failure) -> Result {
  var progress = display
  progress.begin(label, total: total)
  defer { progress.end() }
  return try work(&progress)
}
