public import Files

/// The file of the running program.
public enum OwnProgram {
  /// Its full path, through links.
  public static func path() throws(CommandError) -> FilePath {
    do throws(SystemFailure) {
      return try FilePath("/proc/self/exe").resolved()
    } catch {
      throw .io("program", "the program does not find its own file", hint: "mount /proc, and run the command again")
    }
  }

  /// A program in the same folder.
  public static func sibling(_ name: String) throws(CommandError) -> FilePath {
    let own = try path()
    guard let slash = own.bytes.lastIndex(of: UInt8(ascii: "/")) else { return FilePath(name) }
    return FilePath(bytes: Array(own.bytes[...slash]) + Array(name.utf8))
  }
}
