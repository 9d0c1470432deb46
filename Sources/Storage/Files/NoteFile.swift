internal import Files
internal import Glibc

/// A file that holds one note and is exchanged whole: written beside, synced, renamed, folder synced.
struct NoteFile: Sendable {
  let path: FilePath
  /// The largest file that is read back.
  private static let limit = 524_288
  /// What the file is called in messages.
  private let what: String
  /// The ledger that it lies beside, if it does.
  private let ledger: FilePath?

  init(path: FilePath, holding what: String, beside ledger: FilePath? = nil) {
    self.path = path
    self.what = what
    self.ledger = ledger
  }

  /// All bytes of the file, or nil when there is none; a failure says this of the entries.
  func read(_ outcome: StorageError.Outcome = .notCommitted) throws(StorageError) -> [UInt8]? {
    do throws(FileFault) {
      return try contents(of: open(), upTo: Self.limit)
    } catch {
      if error.isMissing { return nil }
      throw failure("read", error, outcome)
    }
  }

  /// Puts on the disk what another process may have left in the kernel's memory; nothing where there is no file.
  ///
  /// To be called before anything is written elsewhere.
  func settle() throws(StorageError) {
    guard let file = try? open() else { return }  // reading says why
    guard fdatasync(file.number) == 0 else { throw failure("synced", .system(SystemFailure()), .notCommitted) }
  }

  /// The file, if it is one of ours; to be written in place where that is said.
  func open(writing: Bool = false) throws(FileFault) -> FileDescriptor {
    try .ours(path, writing: writing, with: ledger, upTo: UInt64(Self.limit))
  }

  /// The bytes of an open file from its start on, up to a number of them.
  ///
  /// It is not asked for its length first: see `pledge_file_status`.
  func contents(of file: borrowing FileDescriptor, upTo limit: Int) throws(FileFault) -> [UInt8] {
    do throws(SystemFailure) {
      return try file.read(at: 0, upTo: limit)
    } catch {
      throw .system(error)
    }
  }

  /// Puts newer bytes in place of the file, if what stands there is one of ours.
  func replace(with bytes: [UInt8]) throws(StorageError) {
    do throws(FileFault) {
      try path.requireOurs(with: ledger)
    } catch {
      throw failure("written", error)
    }
    var done = "written"
    do throws(SystemFailure) {
      let unfinished = try UnfinishedFile(for: path, mode: 0o600)
      try unfinished.file.write(bytes, at: 0)
      done = "synced"
      try unfinished.file.synchronise()
      done = "put in place"
      try unfinished.replace()
      done = "synced"
      try path.folder.synchroniseFolder()
    } catch {
      throw failure(done, .system(error))
    }
  }

  /// Why something could not be done with the file, what is true of the entries, and what is to be done.
  ///
  /// By the time the file is written the entries are durable. Whoever reads it may not have written anything yet, and
  /// must not be told that they are: an envelope that is believed to be an entry is never submitted again.
  @inline(never)
  func failure(_ done: String, _ fault: FileFault, _ outcome: StorageError.Outcome = .committed) -> StorageError {
    let state = outcome == .committed ? "the entries are recorded" : "nothing was written"
    return StorageError(
      .inputOutput, "\(what) \(path) could not be \(done): \(fault.reason)",
      hint: "\(state); before the next append, \(fault.remedy)", outcome: outcome)
  }
}
