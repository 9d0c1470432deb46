internal import CSQLite

extension Connection {
  /// Makes the write-ahead log longer by zeros before its frames come near its end.
  ///
  /// A sync of a file that has grown has to record the new length as well, which doubles the wait; in a file that is long
  /// enough a sync writes the frames and nothing else. SQLite ends reading a log at the first frame that does not belong to
  /// it, and one of zeros does not: it names no page. See https://sqlite.org/fileformat2.html#wal_file_format
  ///
  /// The log is asked for its length only when what is known of it does not suffice: asking is what makes the next sync
  /// wait longer, see `pledge_file_status`. Another program that cut the log meanwhile costs that wait and nothing else.
  ///
  /// To be called by the writer alone, outside a transaction. Where there is no room nothing happens, and the next frames
  /// lengthen the log as they would have; whether they could is for the commit to say.
  func makeRoomInLog() {
    // A log of one batch is left alone: most processes append once.
    guard frameCount > 0 else { return }
    let used = Self.logHeader + Int64(frameCount) * Self.logFrame
    guard logSize < used + Self.leastRoom, unsafe pledge_log_size(handle, &logSize) == SQLITE_OK,
      logSize < used + Self.leastRoom
    else { return }
    let end = max(logSize, used) + min(used, Self.mostRoom)
    let zeros = [UInt8](repeating: 0, count: Self.piece)
    while logSize < end {
      let code = unsafe zeros.withUnsafeBytes {
        unsafe pledge_write_log(handle, $0.baseAddress, Int32($0.count), logSize)
      }
      guard code == SQLITE_OK else { return }
      logSize += Int64(Self.piece)
    }
  }

  private static let logHeader: Int64 = 32
  private static let logFrame = Int64(24 + LedgerSchema.pageSize)
  /// Room for a batch of a dozen entries.
  private static let leastRoom: Int64 = 128 << 10
  /// More at a time would make one append in a hundred wait several times as long as the others.
  private static let mostRoom: Int64 = 256 << 10
  /// So much at once that it is not gathered: what fails here must not fail a batch later.
  private static let piece = GatheredWrites.capacity
}
