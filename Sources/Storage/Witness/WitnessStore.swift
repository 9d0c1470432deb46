public import Cryptography
public import Files
public import TransparencyLog

/// What a witness saw last of a log, and what it said of it.
public struct CosignedTree: Hashable, Sendable {
  public var size: UInt64
  public var root: Digest
  /// The checkpoint with the verified lines of the log and those of the witness.
  public var note: [UInt8]

  public init(size: UInt64, root: Digest, note: [UInt8]) {
    self.size = size
    self.root = root
    self.note = note
  }
}

/// The record of a witness: the logs it was told to watch, and the newest tree that it cosigned of each.
///
/// Several processes may have one file open; every change is a transaction that holds the file from its first read to
/// its commit. To be used by one thread at a time.
public final class WitnessStore {
  /// Who the witness is. Its private key lies elsewhere; the record says where.
  public struct Identity: Hashable, Sendable {
    public var name: String
    public var keyPath: FilePath

    public init(name: String, keyPath: some FileNaming) {
      self.name = name
      self.keyPath = keyPath.filePath
    }
  }

  /// A log that is watched.
  public struct WatchedLog: Hashable, Sendable {
    public var origin: Origin
    public var keys: [VerifierKey]
    public var latest: CosignedTree?
  }

  public let identity: Identity
  private let connection: Connection
  private let place: LedgerPath
  /// Which file it is, whatever has its name by now.
  private let file: [UInt64]

  /// Makes the record of a new witness; the file appears whole or not at all, and never over another.
  public static func create(_ path: some FileNaming, _ identity: Identity) throws(StorageError) -> WitnessStore {
    let place = try LedgerPath(path)
    try place.requireNothing()
    try place.requireWritableFolder()
    let unfinished = place.unfinished()
    do {
      let claim = try unfinished.makeEmptyFile()
      try fill(unfinished, identity)
      try unfinished.publish(as: place)
      _ = consume claim
    } catch {
      unfinished.discard()
      throw error
    }
    return try open(path)
  }

  /// A connection of its own, closed before the file gets its name.
  private static func fill(_ place: LedgerPath, _ identity: Identity) throws(StorageError) {
    let connection = try Connection(place.path, as: .writer)
    try connection.configure(with: settings)
    try install(on: connection, identity)
  }

  /// Opens the record of a witness; a missing one is never made.
  public static func open(_ path: some FileNaming) throws(StorageError) -> WitnessStore {
    let place = try LedgerPath(path)
    try place.requireFile()
    try place.requireWritableFolder()
    try place.requireWritableFile()
    let connection = try Connection(place.path, as: .writer)
    // Before the settings, which would write into whatever file this is.
    try requireWitness(connection)
    try connection.configure(with: settings)
    return try WitnessStore(connection, place)
  }

  private init(_ connection: Connection, _ place: LedgerPath) throws(StorageError) {
    var query = try Statement("SELECT name, key_path FROM witness", on: connection)
    guard try query.step(), let name = query.text(0), let keyPath = query.text(1).flatMap({ FilePath(shown: $0) })
    else {
      throw WitnessStore.damaged("the name of the witness")
    }
    identity = Identity(name: name, keyPath: keyPath)
    self.connection = connection
    self.place = place
    file = try place.identity()
  }

  /// Refuses to go on with a file that is not where the next process would look for it: what is recorded in it is forgotten
  /// then, and a witness that forgets cosigns two trees.
  private func requireInPlace() throws(StorageError) {
    guard try place.identity() == file else {
      throw StorageError(
        .notFound, "another file stands where the record of the witness was",
        hint: "put the record back, with its -wal and -shm, and start the witness again")
    }
  }

  // MARK: Logs

  /// The logs that are watched, in the order of their origins.
  public func logs() throws(StorageError) -> [WatchedLog] {
    try requireInPlace()
    var query = try Statement("SELECT DISTINCT origin FROM log_key ORDER BY origin", on: connection)
    var origins: [Origin] = []
    while try query.step() {
      guard let origin = query.text(0).flatMap({ Origin($0) }) else { throw WitnessStore.damaged("an origin") }
      origins.append(origin)
    }
    var logs: [WatchedLog] = []
    for origin in origins {
      logs.append(WatchedLog(origin: origin, keys: try keys(of: origin), latest: try latest(of: origin)))
    }
    return logs
  }

  /// The keys by which a log may sign; none when it is not watched.
  public func keys(of origin: Origin) throws(StorageError) -> [VerifierKey] {
    var query = try Statement("SELECT vkey FROM log_key WHERE origin = ? ORDER BY rowid", on: connection)
    try query.bind(origin.text, at: 1)
    var keys: [VerifierKey] = []
    while try query.step() {
      guard let text = query.text(0) else { throw WitnessStore.damaged("the key of a log") }
      do throws(LogError) {
        keys.append(try VerifierKey(text))
      } catch {
        throw WitnessStore.damaged("the key of a log")
      }
    }
    return keys
  }

  /// Watches a log, or trusts one more key of it; false when the key is there already.
  public func watch(_ origin: Origin, by key: VerifierKey) throws(StorageError) -> Bool {
    try transaction { () throws(StorageError) in
      guard try !keys(of: origin).contains(key) else { return false }
      var insert = try Statement("INSERT INTO log_key(vkey, origin) VALUES (?, ?)", on: connection)
      try insert.bind(key.text, at: 1)
      try insert.bind(origin.text, at: 2)
      try insert.change()
      return true
    }
  }

  // MARK: Trees

  /// The newest tree that was cosigned of a log.
  public func latest(of origin: Origin) throws(StorageError) -> CosignedTree? {
    var query = try Statement("SELECT size, root, note FROM cosigned WHERE origin = ?", on: connection)
    try query.bind(origin.text, at: 1)
    guard try query.step() else { return nil }
    guard let size = query.integer(0).flatMap({ UInt64(exactly: $0) }), let root = query.digest(1),
      let note = query.blob(2)
    else { throw WitnessStore.damaged("a cosigned tree") }
    return CosignedTree(size: size, root: root, note: note)
  }

  /// Compares with the newest tree of a log and puts another in its place, as one step that is durable on return.
  ///
  /// `decide` is told the newest tree, and answers with the next one, or with nil for none, and with its verdict.
  public func advance<Verdict>(
    _ origin: Origin, _ decide: (CosignedTree?) -> (next: CosignedTree?, verdict: Verdict)
  ) throws(StorageError) -> Verdict {
    try transaction { () throws(StorageError) in
      let (next, verdict) = decide(try latest(of: origin))
      if let next {
        var upsert = try Statement(
          """
          INSERT INTO cosigned(origin, size, root, note) VALUES (?, ?, ?, ?)
          ON CONFLICT(origin) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note
          """, on: connection)
        try upsert.bind(origin.text, at: 1)
        try upsert.bind(Int64(clamping: next.size), at: 2)
        try upsert.bind(next.root, at: 3)
        try upsert.bind(next.note, at: 4)
        try upsert.change()
      }
      return verdict
    }
  }

  /// IMMEDIATE: a transaction that began as a reader could find, at its write, that another was faster.
  private func transaction<Result>(_ body: () throws(StorageError) -> Result) throws(StorageError) -> Result {
    try connection.execute("BEGIN IMMEDIATE")
    do {
      try requireInPlace()
      let result = try body()
      try connection.execute("COMMIT")
      return result
    } catch {
      if connection.isInTransaction {
        do {
          try connection.execute("ROLLBACK")
        } catch {
          // SQLite rolls back by itself when the connection is closed; the first error is the one to be told.
        }
      }
      throw error
    }
  }

  @inline(never)
  private static func damaged(_ what: String) -> StorageError {
    StorageError(.damaged, "\(what) has an impossible type or form in the record of the witness")
  }
}

extension LedgerPath {
  /// Which file has this name now.
  fileprivate func identity() throws(StorageError) -> [UInt64] {
    do throws(SystemFailure) {
      return try FileStatus(of: path, followingLinks: false).identity
    } catch {
      throw LedgerPath.failure(error.number, "the record of the witness")
    }
  }
}
