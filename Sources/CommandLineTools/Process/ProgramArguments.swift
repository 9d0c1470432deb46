/// The words of this program's command line, the name it was called by first; bytes, since a name of a file is bytes.
public func programArguments() -> [[UInt8]] {
  (0..<Int(CommandLine.argc)).map { place in
    guard let word = unsafe CommandLine.unsafeArgv[place] else { return [] }
    var bytes: [UInt8] = []
    var next = unsafe word
    while unsafe next.pointee != 0 {
      bytes.append(UInt8(bitPattern: unsafe next.pointee))
      unsafe next += 1
    }
    return bytes
  }
}
