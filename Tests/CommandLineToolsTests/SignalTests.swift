import Foundation
import Glibc
import Testing

@testable import CommandLineTools

@Suite("Signals")
struct SignalTests {
  @Test("The first signal sets a flag, and the process ends by that signal when it has cleaned up")
  func first() async {
    await #expect(processExitsWith: .signal(SIGTERM)) {
      StopSignal.watch()
      guard !StopSignal.requested else { exit(1) }
      kill(getpid(), SIGTERM)
      while !StopSignal.requested { usleep(1000) }
      guard StopSignal.number == SIGTERM, commandError({ try StopSignal.check() })?.code == "program.stopped" else {
        exit(2)
      }
      StopSignal.endIfRequested()
      exit(3)
    }
  }

  @Test("The second signal ends the process at once")
  func second() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      StopSignal.watch()
      sendToThisThread(SIGINT)
      guard StopSignal.requested else { exit(1) }
      sendToThisThread(SIGINT)
      exit(2)
    }
  }

  @Test("A handler may run on any thread")
  func otherThread() async {
    await #expect(processExitsWith: .exitCode(0)) {
      StopSignal.watch()
      let thread = Thread { sendToThisThread(SIGINT) }
      thread.start()
      while !StopSignal.requested { usleep(1000) }
      exit(0)
    }
  }

  @Test("Without a signal nothing ends")
  func none() async {
    await #expect(processExitsWith: .exitCode(0)) {
      StopSignal.watch()
      try StopSignal.check()
      StopSignal.endIfRequested()
      exit(0)
    }
  }

  @Test("A signal the parent had ignored stays ignored")
  func ignored() async {
    await #expect(processExitsWith: .exitCode(0)) {
      signal(SIGINT, SIG_IGN)
      StopSignal.watch()
      sendToThisThread(SIGINT)
      exit(StopSignal.requested ? 1 : 0)
    }
  }

  @Test("A wait for standard input ends at the first signal")
  func waiting() async {
    await #expect(processExitsWith: .exitCode(0)) {
      let pipe = try TestPipe()
      dup2(pipe.reading, STDIN_FILENO)
      StopSignal.watch()
      let thread = Thread {
        usleep(50_000)
        kill(getpid(), SIGINT)
      }
      thread.start()
      let error = commandError { _ = try readInput("-", limit: 100) }
      withExtendedLifetime(pipe) {}
      exit(error?.code == "program.stopped" ? 0 : 1)
    }
  }
}
