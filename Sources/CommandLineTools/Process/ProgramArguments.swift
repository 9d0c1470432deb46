internal import CProcess

/// The words of this program's command line, the name it was called by first; bytes, since a name of a file is bytes.
public func programArguments() -> [[UInt8]] {
  let count = pledge_argument_count()
  // Swift asks /proc, and without it there would be no command.
  guard count > 0 else { return CommandLine.arguments.map { Array($0.utf8) } }
  return (0..<count).map { place in
    guard let word = unsafe pledge_argument(place) else { return [] }
    var bytes: [UInt8] = []
    var next = unsafe word
    while unsafe next.pointee != 0 {
      bytes.append(UInt8(bitPattern: unsafe next.pointee))
      unsafe next += 1
    }
    return bytes
  }
}
