public import Files

extension ParsedCommand {
  /// Every file that the words of the command may mean and that it does not write as a whole: what it reads, or comes back to.
  ///
  /// A value may have the name of a file in it, as `C=FILE;uri=…` has: each part that could be one is listed. One too many
  /// does no harm where files are compared by what they are.
  public var inputs: [FilePath] { named { $0 != .output }.flatMap(\.possibleFiles).filter { $0 != .standardStream } }

  /// The files that it writes as a whole, as far as the command line says.
  public var outputs: [FilePath] { named { $0 == .output } }

  private func named(_ isMeant: (FileUse?) -> Bool) -> [FilePath] {
    var paths: [FilePath] = []
    for (place, path) in arguments.operandPaths.enumerated() {
      let operand = place < definition.operands.count ? definition.operands[place] : definition.operands.last
      if let operand, operand.namesFile, isMeant(operand.file) { paths.append(path) }
    }
    for option in definition.options where option.namesFile && isMeant(option.file) {
      paths += arguments.paths(option.long)
    }
    return paths
  }
}

extension FilePath {
  /// The whole, and what stands behind an `=`, up to the end or to a `;`.
  fileprivate var possibleFiles: [FilePath] {
    let starts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "=") }.map { $0 + 1 }
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: ";") } + [bytes.count]
    return starts.flatMap { start in ends.filter { $0 > start }.map { FilePath(bytes: bytes[start..<$0]) } }
  }
}
